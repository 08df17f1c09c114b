/** Text with links in it, written [words](address): a sentence stays whole for its translator. */
import { Fragment } from 'preact';

const LINK = /\[([^\]]+)\]\(([^)\s]+)\)/g;

export function LinkedText({ text }: { text: string }) {
  // Text, words, address, text, words, address, …, text.
  const parts = text.split(LINK);
  const links = [];
  for (let i = 0; i + 2 < parts.length; i += 3) {
    const address = parts[i + 2] ?? '';
    links.push(
      <Fragment key={i}>
        {parts[i]}
        <a href={address} {...(address.startsWith('https:') ? { rel: 'noreferrer' } : {})}>
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
