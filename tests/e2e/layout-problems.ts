/** Finds text and controls that are cut, overlap or leave the window. */
import type { Page } from '@playwright/test';

/** Returns a line for each problem of the page as it is now. */
export const layoutProblems = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const TOLERANCE = 1.5;
    const problems: string[] = [];
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth > clientWidth)
      problems.push(`the page scrolls ${scrollWidth - clientWidth} px`);

    const describe = (element: Element) => {
      const text = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim();
      return `${element.localName} “${text.slice(0, 30)}”`;
    };
    const isForScreenReaders = (element: Element) =>
      element.closest('.visually-hidden, a[href="#main"]') !== null ||
      getComputedStyle(element).clipPath === 'inset(50%)';
    const scroller = (element: Element) => {
      for (let at: Element | null = element; at; at = at.parentElement) {
        if (/auto|scroll/.test(getComputedStyle(at).overflow)) return at;
      }
      return null;
    };
    /** What is scrolled out of sight, or under the sticky cells of a table, overlaps nothing. */
    const areApart = (one: Element, other: Element) =>
      scroller(one) !== scroller(other) || one.closest('[role=region][tabindex]') !== null;
    const visible = [...document.querySelectorAll<HTMLElement>('#app *')].filter(
      (element) => element.checkVisibility() && !isForScreenReaders(element),
    );
    // What lies behind a dialog is covered on purpose.
    const dialog = document.querySelector('dialog[open]');
    const shown = visible.filter((element) => !dialog || dialog.contains(element));

    for (const element of shown) {
      const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
      const isCut = textOverflow !== 'ellipsis' || !element.title;
      const cutsX = /hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1;
      const cutsY =
        /hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 1;
      if (isCut && (cutsX || cutsY)) problems.push(`cut: ${describe(element)}`);
    }

    interface Box {
      element: Element;
      rect: DOMRect;
    }
    const intersection = (one: DOMRect, other: DOMRect) => ({
      width: Math.min(one.right, other.right) - Math.max(one.left, other.left),
      height: Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top),
    });
    const overlap = (one: DOMRect, other: DOMRect) => {
      const { width, height } = intersection(one, other);
      return width > TOLERANCE && height > TOLERANCE;
    };
    const compare = (
      kind: string,
      boxes: Box[],
      areRelated: (a: Element, b: Element) => boolean,
    ) => {
      boxes.sort((a, b) => a.rect.top - b.rect.top);
      boxes.forEach((one, i) => {
        for (const other of boxes.slice(i + 1)) {
          if (other.rect.top > one.rect.bottom) break;
          if (areRelated(one.element, other.element) || !overlap(one.rect, other.rect)) continue;
          problems.push(`${kind} overlap: ${describe(one.element)} and ${describe(other.element)}`);
        }
      });
    };
    const isFixed = (element: Element) => {
      for (let at: Element | null = element; at; at = at.parentElement) {
        if (getComputedStyle(at).position === 'fixed') return true;
      }
      return false;
    };

    const controls = shown.filter((element) =>
      element.matches('a, button, input, select, summary, audio, label, [tabindex="0"]'),
    );
    compare(
      'controls',
      controls.flatMap((element) =>
        // A link in a text has a box for each line.
        [...element.getClientRects()].map((rect) => ({ element, rect })),
      ),
      (a, b) => a.contains(b) || b.contains(a) || isFixed(a) !== isFixed(b) || areApart(a, b),
    );

    const texts: Box[] = [];
    for (const element of shown) {
      for (const node of element.childNodes) {
        if (!(node instanceof Text) || node.data.trim() === '') continue;
        if (element.closest('select, canvas, svg, audio')) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const rect of range.getClientRects())
          if (rect.width > 0) texts.push({ element, rect });
      }
    }
    for (const { element, rect } of texts) {
      const frame = scroller(element);
      if (!frame && (rect.left < -TOLERANCE || rect.right > clientWidth + TOLERANCE)) {
        problems.push(`text outside the window: ${describe(element)}`);
      }
      // A text may reach into the padding of its button or card, but not beyond.
      const box = element.closest('button, label, summary, dialog, article, section, td, th');
      const outer = box?.getBoundingClientRect();
      if (!outer || !box || (frame && frame !== box)) continue;
      const isOutside =
        rect.left < outer.left - TOLERANCE ||
        rect.right > outer.right + TOLERANCE ||
        rect.top < outer.top - 4 ||
        rect.bottom > outer.bottom + 4;
      if (isOutside) problems.push(`text outside ${describe(box)}: ${describe(element)}`);
    }
    compare('texts', texts, (a, b) => a === b || isFixed(a) !== isFixed(b) || areApart(a, b));
    for (const element of controls) {
      const { left, right } = element.getBoundingClientRect();
      if (!scroller(element) && (left < -TOLERANCE || right > clientWidth + TOLERANCE)) {
        problems.push(`control outside the window: ${describe(element)}`);
      }
    }
    return [...new Set(problems)];
  });
