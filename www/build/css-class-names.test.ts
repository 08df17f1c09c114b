import { expect, it } from 'vitest';
import { shortNames } from './css-class-names.ts';

const files = Array.from({ length: 60 }, (_, i) => `/src/${i}.module.css`);
const CLASSES = ['card', 'word', 'icon'];

it('shortNames gives each class of each file a name of its own', () => {
  const name = shortNames(files);
  const names = files.flatMap((file) => CLASSES.map((each) => name(each, file)));
  expect(new Set(names).size).toBe(files.length * CLASSES.length);
  for (const each of names) expect(each).toMatch(/^[a-zA-Z]{1,2}\d$/);
});

it('shortNames gives a class the same name whichever file comes first', () => {
  const [first, second] = [shortNames(files), shortNames(files)];
  const forwards = files.map((file) => first('card', file));
  const backwards = files.toReversed().map((file) => second('card', file));
  expect(backwards.toReversed()).toEqual(forwards);
});

it('shortNames refuses a file that is not listed', () => {
  expect(() => shortNames(files)('card', '/src/other.module.css')).toThrow('other.module.css');
});
