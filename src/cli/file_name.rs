//! File names in text and in JSON: unambiguous, and harmless to a terminal.

use std::fmt::{self, Write as _};
use std::path::{MAIN_SEPARATOR, Path};

/// Whether backslashes separate folders. Names then contain none, and no control characters.
const IS_SEPARATOR: bool = MAIN_SEPARATOR == '\\';

/// A file name in a line of text. Control characters, those that reorder text, and backslashes are
/// escaped as in Rust's strings, and bytes that are not UTF-8 as `\xff`.
pub struct TextName<'a>(pub &'a Path);

impl fmt::Display for TextName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.as_os_str().is_empty() {
            return f.write_str("\"\"");
        }
        for chunk in self.0.as_os_str().as_encoded_bytes().utf8_chunks() {
            for character in chunk.valid().chars() {
                if is_unsafe(character) || (character == '\\' && !IS_SEPARATOR) {
                    write!(f, "{}", character.escape_default())?;
                } else {
                    f.write_char(character)?;
                }
            }
            write_bytes(f, chunk.invalid())?;
        }
        Ok(())
    }
}

/// Whether a character moves the cursor, colours or reorders what follows, or breaks the line.
fn is_unsafe(character: char) -> bool {
    // Marks, embeddings and isolates of Unicode's bidirectional algorithm (UAX #9), and the line
    // and paragraph separators.
    let is_format = matches!(
        character,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    );
    character.is_control() || is_format
}

fn write_bytes(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "\\x{byte:02x}"))
}

/// Escapes in a line of JSON what it may contain and a terminal would obey.
pub fn escape_json(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    for character in line.chars() {
        // All of them are in strings, and none needs two escapes.
        if is_unsafe(character) {
            escaped.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// A file name in JSON, for [`escape_json`]. Names that are not UTF-8 stay
/// different: their other bytes are escaped as `\xff`, and their backslashes as `\\`.
pub fn json_name(path: &Path) -> String {
    path.to_str().map_or_else(|| EscapedBytes(path).to_string(), str::to_owned)
}

/// The bytes of a file name that is not UTF-8, in hexadecimal; `None` for other names.
pub fn json_bytes(path: &Path) -> Option<String> {
    let bytes = path.as_os_str().as_encoded_bytes();
    let hexadecimal = || bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    path.to_str().is_none().then(hexadecimal)
}

struct EscapedBytes<'a>(&'a Path);

impl fmt::Display for EscapedBytes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for chunk in self.0.as_os_str().as_encoded_bytes().utf8_chunks() {
            f.write_str(&chunk.valid().replace('\\', "\\\\"))?;
            write_bytes(f, chunk.invalid())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    // The benchmark includes this file without a test harness, which leaves the tests out.
    #[allow(unused_imports)]
    use super::*;

    #[test]
    fn text_name_escapes_what_a_terminal_would_obey() {
        for (name, text) in [
            ("tea.wav", "tea.wav"),
            ("Tee für zwei 🍵.m4a", "Tee für zwei 🍵.m4a"),
            ("a\nb: hot.wav", r"a\nb: hot.wav"),
            ("\u{1b}[31mred\u{7}.wav", r"\u{1b}[31mred\u{7}.wav"),
            ("\u{9b}31m\u{85}.wav", r"\u{9b}31m\u{85}.wav"),
            ("cold\u{202E}vaw.toh", r"cold\u{202e}vaw.toh"),
            (
                "\u{2066}a\u{2069}\u{200F}\u{61C}\u{2028}",
                r"\u{2066}a\u{2069}\u{200f}\u{61c}\u{2028}",
            ),
            ("", "\"\""),
        ] {
            assert_eq!(TextName(Path::new(name)).to_string(), text);
        }
    }

    #[test]
    fn text_name_is_different_for_each_name() {
        let letters = ['\\', 'n', '\n', '"', 'x', 'f', '\u{9b}', 'u'];
        let pairs = letters.iter().flat_map(|a| letters.map(|b| [*a, b]));
        let names = pairs.flat_map(|[a, b]| letters.map(|c| String::from_iter([a, b, c])));
        let names: Vec<String> =
            names.filter(|name| !IS_SEPARATOR || !name.contains('\\')).collect();
        let text = |name: &String| TextName(Path::new(name)).to_string();
        let shown: std::collections::HashSet<String> = names.iter().map(text).collect();
        assert_eq!(shown.len(), names.len());
    }

    #[test]
    fn json_is_harmless_to_a_terminal_and_keeps_its_value() {
        for code in (0..=0x2FFF).chain([0xFEFF, 0x1_F375]) {
            let Some(character) = char::from_u32(code) else { continue };
            let value = serde_json::json!({ "file": format!("a{character}b\\") });
            let line = escape_json(&value.to_string());
            assert!(!line.contains(is_unsafe), "{code:x}: {line:?}");
            assert_eq!(serde_json::from_str::<serde_json::Value>(&line).unwrap(), value);
        }
    }

    #[cfg(unix)]
    #[test]
    fn json_name_keeps_names_apart() {
        use std::collections::HashSet;
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt as _;

        let path = |bytes: &'static [u8]| Path::new(OsStr::from_bytes(bytes));
        let names = [&b"a\xff.wav"[..], b"a\xfe.wav", b"a\\xff\xfe.wav", b"a\xff\xfe.wav"];
        let shown: HashSet<String> = names.iter().map(|bytes| json_name(path(bytes))).collect();
        assert_eq!(shown.len(), names.len(), "{shown:?}");
        assert_eq!(json_name(path(names[0])), r"a\xff.wav");
        assert_eq!(TextName(path(names[0])).to_string(), r"a\xff.wav");
        assert_eq!(json_bytes(path(names[0])).unwrap(), "61ff2e776176");
        assert_eq!((json_name(path(b"a\\b")), json_bytes(path(b"a\\b"))), (r"a\b".into(), None));
    }
}
