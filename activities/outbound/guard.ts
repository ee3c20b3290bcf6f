import { lookup as resolve, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { OutboundError } from './outbound-error';

/** Which addresses may be called. */
export interface OutboundPolicy {
  /** True lets private and loopback addresses pass, for bots on the same machine or network. */
  readonly allowPrivate: boolean;
  /** Hosts (`name` or `name:port`) that may be called wherever they are. */
  readonly allowedHosts?: ReadonlySet<string>;
  /** Finds the addresses of a name; DNS unless given. */
  readonly resolve?: (
    name: string,
    options: { readonly all: true },
    callback: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
  ) => void;
}

/** Ports that the public network is called at. */
const PUBLIC_PORTS: ReadonlySet<string> = new Set(['', '80', '443', '8080', '8443']);

/** IPv4 addresses in the old IPv6 form, which the library counts as public. */
const IPV4_COMPATIBLE = ipaddr.IPv6.parseCIDR('::/96');

/** Says of one connection whether its address may be called. */
export type AddressCheck = (address: string) => boolean;

/** An address that may be called, and what is asked of every address that its name leads to. */
export interface CheckedUrl {
  readonly url: URL;
  readonly isAllowed: AddressCheck;
}

/**
 * Checks an address before it is called: http or https, no credentials in it, a usual port, and, where it is
 * a number, a public one. Names are checked when they are resolved. Throws `OutboundError`, kind `forbidden`.
 */
export function checkUrl(address: string, policy: OutboundPolicy): CheckedUrl {
  const url = readUrl(address);
  if (isListed(url, policy)) return { url, isAllowed: () => true };
  if (!policy.allowPrivate && !PUBLIC_PORTS.has(url.port)) {
    throw forbidden(url.host, `port ${url.port} is not one of 80, 443, 8080 and 8443`);
  }
  const isAllowed = (found: string): boolean => isAllowedAddress(found, policy);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isAllowed(host)) throw forbidden(host, 'it is not public');
  return { url, isAllowed };
}

function readUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url) throw forbidden(address, 'it is not a URL');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw forbidden(url.protocol, 'only http and https are called');
  }
  if (url.username !== '' || url.password !== '') {
    throw forbidden(url.host, 'credentials do not belong into an address');
  }
  return url;
}

function isListed({ host, hostname }: URL, { allowedHosts }: OutboundPolicy): boolean {
  return allowedHosts !== undefined && (allowedHosts.has(host) || allowedHosts.has(hostname));
}

/** Resolves names for a connection and refuses when any of the answers is not allowed. */
export function guardedLookup(
  isAllowed: AddressCheck,
  { resolve: find = resolve }: OutboundPolicy,
): LookupFunction {
  return (hostname, options, callback) => {
    find(hostname, { ...options, all: true }, (error, found?: LookupAddress[]) => {
      const addresses = found ?? [];
      const first = addresses[0];
      if (error) callback(error, '', 0);
      else if (!first || addresses.some(({ address }) => !isAllowed(address))) {
        callback(forbidden(hostname, 'it is not public'), '', 0);
      } else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** True for a public unicast address, and for private ones where the policy lets them pass. */
function isAllowedAddress(address: string, policy: OutboundPolicy): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (range === 'unicast') {
    return !(parsed instanceof ipaddr.IPv6 && parsed.match(IPV4_COMPATIBLE));
  }
  return policy.allowPrivate && ['private', 'loopback', 'uniqueLocal'].includes(range);
}

/** The error of an address that may not be called. */
export function forbidden(address: string, reason: string): OutboundError {
  return new OutboundError('forbidden', reason, address);
}
