// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { listenForDroppedFiles } from './drop-and-paste.ts';

const taken: string[][] = [];
let { isDragging, stop } = start();

function start() {
  taken.length = 0;
  return listenForDroppedFiles(window, (sources) => taken.push(sources.map(({ name }) => name)));
}

afterEach(() => {
  stop();
  ({ isDragging, stop } = start());
});

/** An event that carries what a browser's would. */
function send(type: string, properties: object): Event {
  const event = new Event(type, { bubbles: true, cancelable: true });
  for (const [name, value] of Object.entries(properties)) {
    Object.defineProperty(event, name, { value });
  }
  document.body.dispatchEvent(event);
  return event;
}

const files = ['a.m4a', 'b.wav'].map((name) => new File(['x'], name));
const withFiles = { dataTransfer: { types: ['Files'], files } };
const withText = { dataTransfer: { types: ['text/plain'], files: [] } };

describe('listenForDroppedFiles', () => {
  it('takes several files dropped anywhere, and keeps the browser from opening them', () => {
    expect(send('dragover', withFiles).defaultPrevented).toBe(true);
    expect(isDragging.value).toBe(true);
    expect(send('drop', withFiles).defaultPrevented).toBe(true);
    expect(isDragging.value).toBe(false);
    expect(taken).toEqual([['a.m4a', 'b.wav']]);
  });

  it('leaves dragged text alone', () => {
    expect(send('dragover', withText).defaultPrevented).toBe(false);
    expect(send('drop', withText).defaultPrevented).toBe(false);
    expect(isDragging.value).toBe(false);
    expect(taken).toEqual([]);
  });

  it('stays open while the pointer moves between parts of the page, and closes when it leaves', () => {
    send('dragover', withFiles);
    send('dragleave', { relatedTarget: document.body });
    expect(isDragging.value).toBe(true);
    send('dragleave', { relatedTarget: null });
    expect(isDragging.value).toBe(false);
  });

  it('takes pasted files, and ignores pasted text', () => {
    send('paste', { clipboardData: { files } });
    send('paste', { clipboardData: { files: [] } });
    expect(taken).toEqual([['a.m4a', 'b.wav']]);
  });

  it('stops when told to', () => {
    stop();
    send('drop', withFiles);
    expect(taken).toEqual([]);
  });
});
