//! What changes to the recordings cost: the second report, as Markdown.

use super::group::{Group, share};
use super::hearing::Answer;

/// A change that costs more than this many percentage points is named.
const MUCH: f64 = 2.0;

/// `judged` is a name and the answers of all seeds for each change, the original recordings first.
pub fn table(judged: &[(&str, Vec<Answer>)], seeds: usize) -> String {
    let groups: Vec<(&str, Group<'_>)> =
        judged.iter().map(|(name, answers)| (*name, Group::new(answers.iter(), seeds))).collect();
    let points = |group: &Group<'_>| 100.0 * group.right() / group.clips().max(1) as f64;
    let unchanged = groups.first().map_or(0.0, |(_, group)| points(group));
    let mut text = format!(
        "\n**Changed recordings** (leave-one-session-out, means over {seeds} seeds)\n\n\
         | change | right | points lost | pours kept | unsure |\n|---|---|---|---|---|\n"
    );
    let mut costly = Vec::new();
    for (index, (name, group)) in groups.iter().enumerate() {
        let lost = unchanged - points(group);
        if lost > MUCH {
            costly.push(*name);
        }
        let lost = if index == 0 { "–".into() } else { signed(lost) };
        text.push_str(&format!(
            "| {name} | {} | {lost} | {} | {:.1} |\n",
            share(group.right(), group.clips()),
            share(group.kept(), group.clips()),
            group.unsure()
        ));
    }
    text.push_str(&match costly.as_slice() {
        [] => format!("\nNo change costs more than {MUCH} percentage points.\n"),
        costly => {
            format!("\nMore than {MUCH} percentage points are lost by: {}.\n", costly.join(", "))
        }
    });
    text
}

/// Two decimals, since one verdict of several seeds is less than half a point; never `-0.00`.
fn signed(points: f64) -> String {
    let text = format!("{points:.2}");
    if text == "-0.00" { "0.00".into() } else { text.replace('-', "−") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::group::answer;

    #[test]
    fn what_a_change_costs_is_counted_from_the_originals() {
        let judged = |wrong: usize| -> Vec<Answer> {
            (0..100)
                .map(|row| answer(row / 2, row % 2, true, if row < wrong { 0.2 } else { 0.9 }))
                .collect()
        };
        let judged =
            [("none", judged(4)), ("hiss", judged(6)), ("echo", judged(7)), ("loud", judged(1))];
        let text = table(&judged, 2);
        assert!(
            text.contains("| none | 48.0 of 50 (96.0 %) | – | 50.0 of 50 (100.0 %) | 0.0 |"),
            "{text}"
        );
        assert!(text.contains("| hiss | 47.0 of 50 (94.0 %) | 2.00 |"), "{text}");
        assert!(text.contains("| loud | 49.5 of 50 (99.0 %) | −3.00 |"), "{text}");
        assert!(text.contains("lost by: echo.\n"), "{text}");
        assert!(table(&judged[..1], 2).contains("No change costs more than 2 "));
        assert_eq!(signed(-0.001), "0.00");
    }
}
