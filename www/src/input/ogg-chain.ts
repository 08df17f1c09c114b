/**
 * Finds chained Ogg files: recordings one after another in one file (RFC 3533). WebKit decodes only
 * the first.
 */

const CAPTURE = 0x4f67_6753; // 'OggS'
const HEADER_BYTES = 27;
const BEGINNING_OF_STREAM = 2;

export function isChainedOgg(bytes: ArrayBuffer): boolean {
  const view = new DataView(bytes);
  let hasContent = false;
  for (let offset = 0; offset + HEADER_BYTES <= view.byteLength; ) {
    if (view.getUint32(offset) !== CAPTURE) return false;
    const isBeginning = (view.getUint8(offset + 5) & BEGINNING_OF_STREAM) !== 0;
    if (isBeginning && hasContent) return true;
    // Streams that play together all begin before the first content.
    hasContent ||= !isBeginning;
    const segments = view.getUint8(offset + 26);
    let next = offset + HEADER_BYTES + segments;
    if (next > view.byteLength) return false;
    for (let i = 0; i < segments; i++) next += view.getUint8(offset + HEADER_BYTES + i);
    offset = next;
  }
  return false;
}
