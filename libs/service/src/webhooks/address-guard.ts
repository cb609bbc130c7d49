import { lookup as lookUp, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import { type Config } from '../config/config';

/** Which addresses webhooks may go to: those of the world, also those of this machine, or any. */
export type Reach = 'public' | 'loopback' | 'all';

/** This machine only where anybody can get a token anyway. */
export const reachOf = ({ webhookPrivate, developmentIssuer }: Config): Reach => {
  if (webhookPrivate) return 'all';
  return developmentIssuer ? 'loopback' : 'public';
};

/** The name leads to an address that this installation must not call for others. */
export class AddressRefused extends Error {
  readonly code = 'address-refused';
}

const listOf = (...subnets: readonly (readonly [string, number])[]): BlockList => {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, net.includes(':') ? 'ipv6' : 'ipv4');
  return list;
};
const loopback = listOf(['127.0.0.0', 8], ['::1', 128]);
/** What is not one host of the public internet (IANA's special-purpose registries), translations of IPv4 included. */
const special = listOf(
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
);

/** Whether webhooks may go to an address: IPv4 or IPv6, IPv4 written as IPv6 too. */
export function isReachable(address: string, reach: Reach): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (reach === 'all') return true;
  if (reach === 'loopback' && loopback.check(address, family)) return true;
  return !special.check(address, family);
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');
const isLoopbackName = (hostname: string): boolean =>
  hostname === 'localhost' ||
  (isIP(bare(hostname)) !== 0 &&
    loopback.check(bare(hostname), isIP(bare(hostname)) === 6 ? 'ipv6' : 'ipv4'));

/** What is wrong with a URL for webhooks, in words; undefined where nothing is. Names are looked up at each sending. */
export function webhookUrlFault(text: string, reach: Reach): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) return 'is not a URL';
  const { protocol, hostname, username, password, hash } = url;
  const plainLoopback = protocol === 'http:' && reach !== 'public' && isLoopbackName(hostname);
  if (protocol !== 'https:' && !plainLoopback) return 'must begin with https://';
  if (username !== '' || password !== '' || hash !== '') return 'must carry no credentials and no fragment';
  const address = bare(hostname);
  if (isIP(address) !== 0 && !isReachable(address, reach)) return 'is an address that is not public';
  if (reach === 'public' && isLoopbackName(hostname)) return 'is an address that is not public';
  return undefined;
}

type Found = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/**
 * Looks names up for one connection and refuses those that lead inside. Asked by the connection itself, so that a name
 * cannot mean one address when it is checked and another when it is called.
 */
export const guardedLookup =
  (reach: Reach) =>
  (hostname: string, options: LookupOptions, found: Found): void =>
    lookUp(hostname, { ...options, all: true }, (error, addresses) => {
      // Where the name is unknown there is an error and no list.
      const [first] = error ? [] : addresses;
      if (!first) found(error ?? new AddressRefused(`${hostname} has no address`), []);
      else if (!addresses.every(({ address }) => isReachable(address, reach)))
        found(new AddressRefused(`${hostname} is not public`), []);
      else if (options.all === true) found(null, addresses);
      else found(null, first.address, first.family);
    });
