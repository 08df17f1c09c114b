// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { listenForDroppedFiles } from './drop-and-paste.ts';

const added: string[][] = [];
let { isDragging, stop } = start();

function start() {
  added.length = 0;
  return listenForDroppedFiles(window, (sources) => added.push(sources.map(({ name }) => name)));
}

afterEach(() => {
  stop();
  ({ isDragging, stop } = start());
});

/** Dispatches an event with the properties of a browser's. */
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
  it('adds dropped files and prevents the browser from opening them', () => {
    expect(send('dragover', withFiles).defaultPrevented).toBe(true);
    expect(isDragging.value).toBe(true);
    expect(send('drop', withFiles).defaultPrevented).toBe(true);
    expect(isDragging.value).toBe(false);
    expect(added).toEqual([['a.m4a', 'b.wav']]);
  });

  it('ignores dragged text', () => {
    expect(send('dragover', withText).defaultPrevented).toBe(false);
    expect(send('drop', withText).defaultPrevented).toBe(false);
    expect(isDragging.value).toBe(false);
    expect(added).toEqual([]);
  });

  it('isDragging stays true until the pointer leaves the window', () => {
    send('dragover', withFiles);
    send('dragleave', { relatedTarget: document.body });
    expect(isDragging.value).toBe(true);
    send('dragleave', { relatedTarget: null });
    expect(isDragging.value).toBe(false);
  });

  it('adds pasted files and ignores pasted text', () => {
    send('paste', { clipboardData: { files } });
    send('paste', { clipboardData: { files: [] } });
    expect(added).toEqual([['a.m4a', 'b.wav']]);
  });

  it('ignores files after stop', () => {
    stop();
    send('drop', withFiles);
    expect(added).toEqual([]);
  });
});
