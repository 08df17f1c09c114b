import type { LanguageCode } from '../src/i18n/locale.ts';
import type { Messages } from '../src/i18n/messages.ts';

/** The words themselves; what strings.ts exports is a view of them, without keys. */
export async function loadMessages(code: LanguageCode): Promise<Messages> {
  const [words] = Object.values(await import(`../src/i18n/${code}/index.ts`));
  return words as Messages;
}
