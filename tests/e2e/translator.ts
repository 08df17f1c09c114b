/** A machine translator that acts like that of Chrome, but leaves the words as they are. */

/**
 * Runs in the page before its own scripts. Replaces each text node by two `<font>` elements, now
 * and whenever one is added.
 */
export function translatePage(): void {
  const translate = (root: Node) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    for (let node: Node | null = root; node; node = walker.nextNode()) {
      if (node instanceof Text) texts.push(node);
    }
    for (const text of texts) {
      if (text.data === '' || text.parentElement?.closest('font, head, script')) continue;
      const font = () => {
        const element = document.createElement('font');
        element.style.verticalAlign = 'inherit';
        return element;
      };
      const outer = font();
      outer.appendChild(font()).textContent = text.data;
      text.parentNode?.insertBefore(outer, text);
      text.parentNode?.removeChild(text);
    }
  };
  addEventListener('DOMContentLoaded', () => {
    document.documentElement.classList.add('translated-ltr');
    translate(document.body);
    new MutationObserver((records) => {
      for (const { addedNodes } of records) for (const node of addedNodes) translate(node);
    }).observe(document.body, { childList: true, subtree: true });
  });
}
