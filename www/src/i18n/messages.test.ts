import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { home, recovery } from './index.ts';

describe('failures', () => {
  const all = [home.failures, home.listen.failures, recovery.failures].flatMap((table) =>
    Object.values(table),
  );
  const sentences = all.map((words) =>
    typeof words === 'string' ? words : words(2_000_000_000, 1_000_000_000),
  );

  it.each(sentences)('%s is one sentence that says what to do', (sentence) => {
    expect(sentence).toMatch(/^[A-Z].*; .*\.$/);
    expect(sentence.match(/[.!?](\s|$)/g)).toHaveLength(1);
  });

  it('are all different', () => expect(new Set(sentences).size).toBe(sentences.length));
});

it('package.json and Cargo.toml have the same version', () => {
  const read = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');
  const crate = /^version = "(.+)"$/m.exec(read('Cargo.toml'))?.[1];
  expect(JSON.parse(read('package.json')).version).toBe(crate);
});
