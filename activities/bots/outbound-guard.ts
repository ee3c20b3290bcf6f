import { lookup as resolve, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { AppError } from '../../plan/errors';

/** Which addresses may be called. */
export interface OutboundPolicy {
  /** True lets private and loopback addresses pass, for bots on the same machine or network. */
  readonly allowPrivate: boolean;
}

/**
 * Checks an address before it is called: http or https, no credentials in it, and, where it is a number, a
 * public one. Names are checked when they are resolved, by `guardedLookup`. Throws `BOT_ADDRESS_FORBIDDEN`.
 */
export function checkUrl(address: string, policy: OutboundPolicy): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url) throw forbidden(address, 'it is not a URL');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw forbidden(address, 'only http and https are called');
  }
  if (url.username !== '' || url.password !== '') {
    throw forbidden(url.host, 'credentials do not belong into an address');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isAllowed(host, policy)) throw forbidden(host, 'it is not public');
  return url;
}

/** Resolves names for a connection and refuses when any of the answers is not allowed. */
export function guardedLookup(policy: OutboundPolicy): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found?: LookupAddress[]) => {
      const addresses = found ?? [];
      const first = addresses[0];
      if (error) callback(error, '', 0);
      else if (!first || addresses.some(({ address }) => !isAllowed(address, policy))) {
        callback(forbidden(hostname, 'it is not public'), '', 0);
      } else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** True for a public unicast address, and for private ones where the policy lets them pass. */
export function isAllowed(address: string, policy: OutboundPolicy): boolean {
  if (!ipaddr.isValid(address)) return false;
  const range = ipaddr.process(address).range();
  if (range === 'unicast') return true;
  return policy.allowPrivate && ['private', 'loopback', 'uniqueLocal'].includes(range);
}

function forbidden(address: string, reason: string): AppError {
  return new AppError('BOT_ADDRESS_FORBIDDEN', { address, reason });
}
