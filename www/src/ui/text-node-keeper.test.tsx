// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { Fragment, render } from 'preact';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TextNodeKeeper } from './text-node-keeper.ts';

const word = signal('Listen');
const isShown = signal(true);
const isLong = signal(false);
const order = signal<string[]>([]);

function Panel() {
  return (
    <p>
      {isLong.value && <b>Warning</b>}
      {isShown.value && word.value}
      {isLong.value && <i>more</i>} <span>{word}</span>
      {order.value.map((name) => (
        <Fragment key={name}>{name}</Fragment>
      ))}
    </p>
  );
}

let root: HTMLElement;
beforeEach(() => {
  word.value = 'Listen';
  isShown.value = true;
  isLong.value = false;
  order.value = [];
  document.body.replaceChildren();
  root = document.body.appendChild(document.createElement('div'));
  new TextNodeKeeper().observe(root);
  render(<Panel />, root);
});
afterEach(() => render(null, root));

/** Lets observers and renders run. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

const wrap = (text: Text) => text.replaceWith(font(text.data));

function font(text: string): HTMLElement {
  const inner = document.createElement('font');
  inner.append(`[${text}]`);
  const outer = document.createElement('font');
  outer.append(inner);
  return outer;
}

const TRANSLATORS: Record<string, (text: Text) => void> = {
  'Chrome, in two steps': (text) => {
    text.before(font(text.data));
    text.remove();
  },
  'one step': wrap,
  'new text nodes': (text) => text.replaceWith(`[${text.data}]`),
};

/** Translates the text nodes that are no translations. */
async function translate(translator: (text: Text) => void): Promise<void> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) if (text.data.trim() && !text.data.startsWith('[')) translator(text);
  await settle();
}

it.each(Object.entries(TRANSLATORS))('a translated text changes (%s)', async (_, translator) => {
  await translate(translator);
  expect(root.textContent).toBe('[Listen] [Listen]');
  word.value = 'Stop';
  await settle();
  expect(root.textContent).toBe('Stop Stop');
  await translate(translator);
  expect(root.textContent).toBe('[Stop] [Stop]');
  word.value = 'Listen';
  await settle();
  expect(root.textContent).toBe('Listen Listen');
});

it.each(Object.entries(TRANSLATORS))(
  'elements are inserted around a translated text (%s)',
  async (_, translator) => {
    await translate(translator);
    isLong.value = true;
    await settle();
    expect(root.textContent).toBe('Warning[Listen]more [Listen]');
    await translate(translator);
    isLong.value = false;
    await settle();
    expect(root.textContent).toBe('[Listen] [Listen]');
  },
);

it.each(Object.entries(TRANSLATORS))(
  'a translated text is removed and inserted (%s)',
  async (_, translator) => {
    await translate(translator);
    isShown.value = false;
    await settle();
    expect(root.textContent).toBe(' [Listen]');
    isShown.value = true;
    await settle();
    expect(root.textContent).toBe('Listen [Listen]');
  },
);

it.each(Object.entries(TRANSLATORS))('a translation is translated (%s)', async (_, translator) => {
  await translate(translator);
  for (const { lastChild } of root.querySelectorAll('p, span')) {
    if (lastChild?.nodeName === 'FONT') lastChild.replaceWith(font('Escuchar'));
  }
  await settle();
  word.value = 'Stop';
  await settle();
  expect(root.textContent).toBe('Stop Stop');
});

it('the original is shown again', async () => {
  const originals = new Map<Node, Text>();
  await translate((text) => {
    const translation = font(text.data);
    originals.set(translation, text);
    text.replaceWith(translation);
  });
  for (const [translation, text] of originals)
    translation.parentNode?.replaceChild(text, translation);
  await settle();
  expect(root.textContent).toBe('Listen Listen');
});

it('an element whose text was translated is translated anew', async () => {
  await translate(wrap);
  const span = root.querySelector('span') as HTMLElement;
  span.textContent = '[Escuchar]';
  await settle();
  expect(root.textContent).toBe('[Listen] [Escuchar]');
  word.value = 'Stop';
  await settle();
  expect(root.textContent).toBe('Stop Stop');
});

it('translated texts change places', async () => {
  order.value = ['a', 'b', 'c'];
  await settle();
  await translate(wrap);
  order.value = ['c', 'a', 'b'];
  await settle();
  expect(root.textContent).toBe('[Listen] [Listen][c][a][b]');
});

it('a text that is translated before a pending render keeps its place', async () => {
  isLong.value = true;
  await translate(wrap);
  expect(root.textContent).toBe('Warning[Listen]more [Listen]');
});

it('a text keeps a change of the moment in which it is translated', async () => {
  const translating = translate(wrap);
  word.value = 'Stop';
  await translating;
  expect(root.textContent).toBe('Stop Stop');
});

it('nothing changes without a translator', async () => {
  const nodes = () => [...root.querySelectorAll('p, span')].map((node) => node.childNodes.length);
  const [before, count] = [root.innerHTML, nodes()];
  isLong.value = true;
  isShown.value = false;
  await settle();
  isLong.value = false;
  isShown.value = true;
  await settle();
  expect(root.innerHTML).toBe(before);
  expect(nodes()).toEqual(count);
});
