/** Text with links written as [text](url), so that translators see whole sentences. */
import { Fragment } from 'preact';

const LINK = /\[([^\]]+)\]\(([^)\s]+)\)/g;

export function LinkedText({ text }: { text: string }) {
  // Text, link text, URL, text, link text, URL, …, text.
  const parts = text.split(LINK);
  const links = [];
  for (let i = 0; i + 2 < parts.length; i += 3) {
    const url = parts[i + 2] ?? '';
    links.push(
      <Fragment key={i}>
        {parts[i]}
        <a href={url} {...(url.startsWith('https:') ? { rel: 'noreferrer' } : {})}>
          {parts[i + 1]}
        </a>
      </Fragment>,
    );
  }
  return (
    <>
      {links}
      {parts.at(-1)}
    </>
  );
}
