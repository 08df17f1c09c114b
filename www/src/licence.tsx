/** The name of a licence, linked to its text. */

const ADDRESSES = new Map([['CC BY-SA 2.0', 'https://creativecommons.org/licenses/by-sa/2.0/']]);

export function Licence({ name }: { name: string }) {
  const address = ADDRESSES.get(name);
  return address === undefined ? (
    name
  ) : (
    <a href={address} rel="license noreferrer">
      {name}
    </a>
  );
}
