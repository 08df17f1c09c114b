import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { withThemeAttribute } from './theme-attribute.ts';

const tokens = readFileSync(resolve(import.meta.dirname, '../src/ui/tokens.css'), 'utf8');

it('repeats every dark colour for the attribute', () => {
  const css = withThemeAttribute(tokens);
  const [, bySystem] = /:not\(\[data-theme="light"\]\)\) \{([^}]*)\}/.exec(css) ?? [];
  const [, byAttribute] = /:where\(\[data-theme="dark"\]\) \{([^}]*)\}/.exec(css) ?? [];
  expect(byAttribute).toContain('--ground:');
  expect(byAttribute).toBe(bySystem);
});

it('reports colours that it does not find', () => {
  expect(() => withThemeAttribute(':root { --ground: #fff }')).toThrow(/no list of dark colours/);
});
