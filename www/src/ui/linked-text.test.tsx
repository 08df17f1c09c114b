// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, expect, it } from 'vitest';
import { loadMessages } from '../../test/fixtures.ts';
import { PUBLICATIONS } from '../i18n/links.ts';
import { LANGUAGE_CODES } from '../i18n/locale.ts';
import { LinkedText } from './linked-text.tsx';

afterEach(() => render(null, document.body));

function shown(text: string): HTMLElement {
  render(<LinkedText text={text} />, document.body);
  return document.body;
}

it('LinkedText renders links and leaves other brackets alone', () => {
  const body = shown('See [one](#/guide) or [two words](https://a.example/b_(c)?), not [three].');
  expect(
    [...body.querySelectorAll('a')].map((a) => [a.getAttribute('href'), a.textContent]),
  ).toEqual([
    ['#/guide', 'one'],
    ['https://a.example/b_(c', 'two words'],
  ]);
  expect(body.textContent).toMatch(/^See one or two words/);
});

it('LinkedText sends no referrer to other sites', () => {
  expect(shown('[there](https://a.example)').querySelector('a')?.rel).toBe('noreferrer');
  expect(shown('[here](#/)').querySelector('a')?.rel).toBe('');
});

it.each(LANGUAGE_CODES)('LinkedText renders every link of the texts in %s', async (code) => {
  const { about, guide, pages } = await loadMessages(code);
  const references = PUBLICATIONS.map(({ authors, work }) => guide.why.reference(authors, work));
  const all = JSON.stringify([guide, references, about, pages]).split('"');
  expect(all.length).toBeGreaterThan(200);
  for (const text of all) expect(shown(text).textContent).not.toMatch(/\]\(|\[[^\]]*\]/);
});
