/** The file types that the page accepts: in its file picker, in folders and from the system. */

/** Extensions by MIME type. The system offers to open these with the page. */
export const FILE_TYPES: Record<string, string[]> = {
  'audio/aac': ['.aac'],
  'audio/aiff': ['.aif', '.aiff', '.aifc'],
  'audio/flac': ['.flac'],
  'audio/mp4': ['.m4a', '.m4b'],
  'audio/mpeg': ['.mp3', '.mp2'],
  'audio/ogg': ['.ogg', '.oga', '.opus'],
  'audio/wav': ['.wav', '.rf64'],
  'audio/webm': ['.weba'],
  'audio/x-caf': ['.caf'],
  'audio/x-matroska': ['.mka'],
  'video/3gpp': ['.3gp'],
  'video/mp4': ['.mp4', '.m4v'],
  'video/quicktime': ['.mov'],
  'video/webm': ['.webm'],
  'video/x-matroska': ['.mkv'],
};

/** Recordings that the page cannot decode. Its error says how to convert them. */
const REJECTED_EXTENSIONS = ['.amr', '.avi', '.spx', '.wma'];

const EXTENSIONS = [...Object.values(FILE_TYPES).flat(), ...REJECTED_EXTENSIONS];

/** For file pickers and the share target. iOS greys out Voice Memos under `audio/*` alone. */
export const ACCEPT = ['audio/*', 'video/*', ...EXTENSIONS];

/** Whether a file of a folder is a recording: folders also contain notes and hidden files. */
export function looksLikeRecording({ name, type }: Pick<File, 'name' | 'type'>): boolean {
  if (name.startsWith('.')) return false;
  const lowerCaseName = name.toLowerCase();
  // Some systems know no MIME type for a recording.
  return (
    /^(audio|video)\//.test(type) ||
    EXTENSIONS.some((extension) => lowerCaseName.endsWith(extension))
  );
}
