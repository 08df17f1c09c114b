import { expect, it } from 'vitest';
import { manifestIn } from '../../build/web-manifest.ts';
import { ACCEPT, FILE_TYPES, looksLikeRecording } from './file-types.ts';

it.each([
  ['a.bin', 'audio/mpeg', true],
  ['a.bin', 'video/mp4', true],
  ['a.flac', '', true],
  ['Recording 3.M4A', '', true],
  ['a.caf', 'application/octet-stream', true],
  ['a.amr', '', true],
  ['a.txt', 'text/plain', false],
  ['wav', '', false],
  ['.hidden.wav', 'audio/wav', false],
])('%s of type %j is a recording: %s', (name, type, expected) => {
  expect(looksLikeRecording(new File([], name, { type }))).toBe(expected);
});

it('file pickers, folders and the system accept the same extensions', () => {
  const extensions = ACCEPT.filter((type) => type.startsWith('.'));
  expect(new Set(extensions).size).toBe(extensions.length);
  expect(extensions).toEqual(expect.arrayContaining(Object.values(FILE_TYPES).flat()));
  expect(extensions).toEqual(expect.arrayContaining(['.m4a', '.mp3', '.wav', '.caf', '.mkv']));
  for (const extension of extensions) {
    expect(looksLikeRecording({ name: `voice${extension}`, type: '' }), extension).toBe(true);
  }
  const manifest = manifestIn('en', '/');
  expect(manifest.share_target?.params?.files).toMatchObject([{ accept: ACCEPT }]);
  expect(manifest.file_handlers).toMatchObject([{ accept: FILE_TYPES }]);
});
