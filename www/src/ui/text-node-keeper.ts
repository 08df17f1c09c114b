/**
 * Keeps the page changing while a browser translates it. Translators replace text nodes, in Chrome
 * by `<font>` elements, but Preact goes on changing the nodes that it created
 * (https://github.com/react/react/issues/11538). So each of these is put back, empty, before its
 * translation. It shows its own text again as soon as Preact changes it.
 */
import { options } from 'preact';

export class TextNodeKeeper {
  readonly #observer = new MutationObserver((records) => this.#update(records));
  /** The translation of each text node. */
  readonly #translations = new WeakMap<Node, ChildNode>();
  /** Text nodes by their translation. */
  readonly #originals = new WeakMap<Node, Text>();
  /** The original contents of the text nodes. */
  readonly #contents = new WeakMap<Text, string>();
  #isTranslated = false;

  /** Call it before the first render into `root`. */
  observe(root: Element): void {
    this.#observer.observe(root, { childList: true, characterData: true, subtree: true });
    // A render needs the text nodes in place, and its own changes are not a translator's.
    options.debounceRendering = (render) =>
      queueMicrotask(() => {
        this.#update(this.#observer.takeRecords());
        render();
        this.#update(this.#observer.takeRecords(), true);
      });
  }

  #update(records: readonly MutationRecord[], isRender = false): void {
    const added = isRender ? new Set<Node>() : newNodes(records);
    const replaced: Text[] = [];
    for (const record of records) {
      if (record.type === 'characterData') this.#showText(record.target as Text, isRender);
      for (const node of record.removedNodes) {
        const text = this.#originals.get(node) ?? node;
        if (node.isConnected || !(text instanceof Text)) continue;
        const translation = this.#translations.get(text);
        // A later translation has already taken the place of this one.
        if (node !== text && node !== translation) continue;
        const replacement = findReplacement(record, added);
        if (replacement) {
          this.#isTranslated = true;
          added.delete(replacement);
          replacement.before(text);
          this.#translations.set(text, replacement);
          this.#originals.set(replacement, text);
          if (!translation) replaced.push(text);
        } else {
          this.#translations.delete(text);
          // Preact has removed the text, or the translator shows the original.
          if (node === text) translation?.remove();
          else text.data = this.#contents.get(text) ?? '';
        }
      }
      for (const node of record.addedNodes) {
        this.#rejoin(node.previousSibling);
        this.#rejoin(node);
      }
    }
    for (const text of replaced) {
      // Preact may have changed it since.
      if (!this.#translations.has(text)) continue;
      this.#contents.set(text, text.data);
      text.data = '';
    }
    // Drops the records of the changes above.
    this.#observer.takeRecords();
  }

  /** Inserts a changed text node anew, since a translator may only look at what is inserted. */
  #showText(text: Text, isRender: boolean): void {
    const translation = this.#translations.get(text);
    if (translation) translation.replaceWith(text);
    else if (isRender && this.#isTranslated) text.replaceWith(text);
    this.#translations.delete(text);
  }

  /** Moves a translation to its text node, if Preact moved that or inserted something after it. */
  #rejoin(text: Node | null): void {
    const translation = text && this.#translations.get(text);
    if (translation && translation.parentNode === text.parentNode) {
      text.parentNode?.insertBefore(translation, text.nextSibling);
    }
  }
}

/** Returns the nodes that were added, and not only moved. */
function newNodes(records: readonly MutationRecord[]): Set<Node> {
  const removed = new Set(records.flatMap(({ removedNodes }) => [...removedNodes]));
  const added = records.flatMap(({ addedNodes }) => [...addedNodes]);
  return new Set(added.filter((node) => !removed.has(node)));
}

/** Returns the added node that is likeliest to have replaced the removed one of `record`. */
function findReplacement(
  { target, addedNodes, previousSibling, nextSibling }: MutationRecord,
  added: ReadonlySet<Node>,
): ChildNode | undefined {
  return [addedNodes[0], previousSibling, nextSibling, ...added].find(
    (node): node is ChildNode => !!node && added.has(node) && node.parentNode === target,
  );
}
