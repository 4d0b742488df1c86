import ipaddr from 'ipaddr.js';

type Range = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Whether an address lies in one of the ranges. */
export type AddressMatcher = (address: string) => boolean;

/**
 * Reads `192.0.2.0/24`, `2001:db8::/32` or a single address. A range in IPv4-mapped IPv6
 * (`::ffff:192.0.2.0/120`) is the IPv4 range that it means.
 *
 * @returns null when the text is neither.
 */
export function parseAddressRange(text: string): Range | null {
  if (ipaddr.isValidCIDR(text)) return toPlainRange(ipaddr.parseCIDR(text));
  if (!isWholeAddress(text)) return null;
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** Makes the check of an allow-list. Ranges that can't be read match nothing. */
export function createAddressMatcher(ranges: readonly string[]): AddressMatcher {
  const parsed = ranges.map(parseAddressRange).filter((range) => range !== null);
  return (text) => {
    if (!ipaddr.isValid(text)) return false;
    const address = ipaddr.process(text);
    return parsed.some(([base, bits]) => isWithin(address, base, bits));
  };
}

/** Whether every address of `inner` lies in one range of `outer`. */
export function isRangeCovered(inner: string, outer: readonly string[]): boolean {
  const range = parseAddressRange(inner);
  if (range === null) return false;
  return outer.some((text) => {
    const wider = parseAddressRange(text);
    return wider !== null && wider[1] <= range[1] && isWithin(range[0], wider[0], wider[1]);
  });
}

function isWithin(address: Range[0], base: Range[0], bits: number): boolean {
  if (address instanceof ipaddr.IPv4) {
    return base instanceof ipaddr.IPv4 && address.match(base, bits);
  }
  return base instanceof ipaddr.IPv6 && address.match(base, bits);
}

function toPlainRange([address, bits]: Range): Range | null {
  if (!(address instanceof ipaddr.IPv6) || !address.isIPv4MappedAddress()) return [address, bits];
  // Wider than the mapped block: not a range of IPv4 addresses, and matched by no IPv6 caller.
  return bits < 96 ? null : [address.toIPv4Address(), bits - 96];
}

/** The old short forms (`10.1`, `0x7f000001`) are refused: people read them differently. */
function isWholeAddress(text: string): boolean {
  return text.includes(':') ? ipaddr.isValid(text) : ipaddr.IPv4.isValidFourPartDecimal(text);
}
