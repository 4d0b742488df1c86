// IEEE 802.3, reflected. node:zlib has crc32 only from Node 20.15 on.
const POLYNOMIAL = 0xedb88320;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) {
    value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  }
  return value;
});

/**
 * CRC-32 (IEEE 802.3, as in zip and Ethernet) of a text's UTF-8 bytes.
 * It finds every change within 32 neighbouring bits, so every edit of up to four characters in a row.
 *
 * @param text - what to sum up
 * @returns an unsigned 32-bit integer
 */
export function toCrc32(text: string): number {
  let sum = 0xffffffff;
  for (const byte of Buffer.from(text, 'utf8')) {
    sum = (sum >>> 8) ^ (TABLE[(sum ^ byte) & 0xff] ?? 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
