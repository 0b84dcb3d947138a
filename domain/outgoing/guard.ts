import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

/** Networks that are nobody's on the internet: of a house, of this machine, of a provider's inside (IANA special purpose). */
const special = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  special.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::", 128],
  ["::1", 128],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  special.addSubnet(net, bits, "ipv6");

/** An address within an address: ::ffff:10.0.0.1 is 10.0.0.1. */
const plain = (address: string): string => /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;

/** Whether a call may go to this address. @param allowed networks of one's own, as 10.1.0.0/16 */
export function reachable(address: string, allowed: readonly string[] = []): boolean {
  const ip = plain(address);
  const family = isIP(ip) === 6 ? "ipv6" : "ipv4";
  if (!isIP(ip)) return false;
  // What is left of a mapped address in another spelling is refused.
  if (family === "ipv6" && /^::ffff:/i.test(ip)) return false;
  if (!special.check(ip, family)) return true;
  const own = new BlockList();
  for (const one of allowed) {
    const [net = "", bits = ""] = one.split("/");
    if (isIP(net)) own.addSubnet(net, Number(bits), isIP(net) === 6 ? "ipv6" : "ipv4");
  }
  return own.check(ip, family);
}

/** Why a call was not made, as a code. */
export class Unreachable extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export type Address = { address: string; family: 4 | 6 };

/**
 * The address to call for a host: every one it has must be on the internet, so that a name with two faces opens nothing.
 * The call then goes to exactly this address, whatever the name says a moment later.
 * @throws Unreachable `private` or `unknown_host`
 */
export async function addressOf(host: string, allowed: readonly string[]): Promise<Address> {
  const bare = host.replace(/^\[|\]$/g, "");
  const found = await lookup(bare, { all: true, verbatim: true }).catch(() => []);
  const [first] = found;
  if (!first) throw new Unreachable("unknown_host");
  if (!found.every(({ address }) => reachable(address, allowed))) throw new Unreachable("private");
  return { address: first.address, family: first.family === 6 ? 6 : 4 };
}
