import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { withThemeAttribute } from './theme-attribute.ts';

const tokens = readFileSync(resolve(import.meta.dirname, '../src/ui/tokens.css'), 'utf8');

it('withThemeAttribute repeats every dark colour for the attribute', () => {
  const css = withThemeAttribute(tokens);
  const colours = (condition: string) => css.split(`:root:where(${condition})`).slice(1);
  const bySystem = colours(':not([data-theme="light"])');
  const byAttribute = colours('[data-theme="dark"]');
  // Without a verdict, hot and cold.
  expect(byAttribute).toHaveLength(3);
  for (const [i, rule] of byAttribute.entries()) {
    const [own, other] = [rule, bySystem[i] ?? ''].map((it) => it.slice(0, it.indexOf('}')));
    expect(own).toContain('--ground:');
    expect(own).toBe(other);
  }
});

it('withThemeAttribute reports colours that it does not find', () => {
  expect(() => withThemeAttribute(':root { --ground: #fff }')).toThrow(/no list of dark colours/);
});
