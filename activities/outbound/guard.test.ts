import type { LookupAddress } from 'node:dns';
import { checkUrl, guardedLookup, type OutboundPolicy } from './guard';

const strict: OutboundPolicy = { allowPrivate: false };
const relaxed: OutboundPolicy = { allowPrivate: true };

/** Ranges of which no address is public, each by some of its addresses. */
const NOT_PUBLIC = `
0.0.0.0 0.1.2.3 0.255.255.255
10.0.0.0 10.1.2.3 10.255.255.255
100.64.0.0 100.64.0.1 100.100.100.200 100.127.255.255
127.0.0.0 127.0.0.1 127.0.0.2 127.8.8.8 127.255.255.255
169.254.0.0 169.254.169.254 169.254.170.2 169.254.255.255
172.16.0.0 172.16.0.1 172.20.1.1 172.31.255.255
192.0.0.0 192.0.0.8 192.0.0.170 192.0.0.255
192.0.2.0 192.0.2.1 192.0.2.255
192.168.0.0 192.168.1.1 192.168.255.255
198.18.0.0 198.18.0.1 198.19.255.255
198.51.100.1 203.0.113.1
224.0.0.0 224.0.0.1 239.255.255.250 239.255.255.255
240.0.0.0 250.1.2.3 255.255.255.254 255.255.255.255
[::] [::1] [::2] [::ffff:0:1]
[::ffff:127.0.0.1] [::ffff:10.0.0.1] [::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [::ffff:192.168.0.1] [::ffff:7f00:1]
[::127.0.0.1] [::10.0.0.1] [::a9fe:a9fe]
[64:ff9b::7f00:1] [64:ff9b::a9fe:a9fe] [64:ff9b::10.0.0.1] [64:ff9b:1::1] [64:ff9b:1:ffff::1]
[100::] [100::1] [100::ffff]
[2001::1] [2001:0:7f00:1::] [2001:0:ffff::1]
[2001:db8::1] [2001:db8:ffff::1]
[2002::] [2002:7f00:1::] [2002:a9fe:a9fe::1] [2002:c0a8:101::1]
[fc00::] [fc00::1] [fd00::1] [fd12:3456:789a::1] [fdff:ffff::1]
[fe80::] [fe80::1] [fe80::a9fe:a9fe] [febf::1]
[ff00::] [ff02::1] [ff05::2] [ffff::1]
`;

/** The same addresses as others would write them; the URL parser reads each as a number. */
const IN_DISGUISE = `
127.1 127.0.1 0x7f.1 0x7f.0.0.1 0x7f000001 2130706433 017700000001 0177.0.0.1 0177.1 ①②⑦.0.0.1 127。0。0。1 127．0．0．1
0 0x0 00 0.0 10.1 0xa.1 012.1 167772161 192.168.257 0xc0a80101 3232235777
2852039166 0xa9fea9fe 0xa9.0xfe.0xa9.0xfe 0251.0376.0251.0376 169.254.43518 169.254.169.254. 127.0.0.1. 1%32%37.0.0.1
[0:0:0:0:0:0:0:1] [0000::0001] [::ffff:7f00:0001] [0:0:0:0:0:ffff:127.0.0.1]
`;

/** Addresses that are refused for what they are. */
const WRONG = [
  'file:///etc/passwd',
  'gopher://example.com/',
  'ftp://example.com/',
  'data:text/plain,x',
  'javascript:alert(1)',
  'ws://example.com/',
  'http://user:secret@example.com/',
  'http://user@example.com/',
  'https://:secret@example.com/',
  'http://example.com:22/',
  'http://example.com:25/',
  'http://example.com:6379/',
  'http://example.com:5432/',
  'https://example.com:9200/',
  'http://example.com:99999/',
  'http:///',
  'http://[::1',
  '//example.com/',
  '/api/items',
  'not a url',
  '',
];

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');
const CASES: readonly string[] = [
  ...words(NOT_PUBLIC).map((host) => `http://${host}/`),
  ...words(IN_DISGUISE).map((host) => `http://${host}/`),
  ...WRONG,
];

const problemOf = (address: string, policy: OutboundPolicy): unknown => {
  try {
    checkUrl(address, policy);
    return 'let pass';
  } catch (error) {
    return (error as { problem?: unknown }).problem;
  }
};

describe('checkUrl', () => {
  it('knows at least 120 ways in', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(120);
    expect(new Set(CASES).size).toBe(CASES.length);
  });

  it.each(CASES)('refuses %s', (address) => {
    expect(problemOf(address, strict)).toBe('forbidden');
  });

  it.each(['http://169.254.169.254/', 'http://224.0.0.1/', 'file:///etc/passwd', 'http://0/'])(
    'refuses %s even where private addresses may be called',
    (address) => {
      expect(problemOf(address, relaxed)).toBe('forbidden');
    },
  );

  it('lets public addresses and names pass', () => {
    expect(checkUrl('https://93.184.216.34/quote', strict).url.pathname).toBe('/quote');
    expect(checkUrl('https://example.com/', strict).url.host).toBe('example.com');
    expect(checkUrl('http://example.com:8080/', strict).url.port).toBe('8080');
    expect(checkUrl('http://[2606:4700::1111]/', strict).url.hostname).toBe('[2606:4700::1111]');
  });

  it('lets private addresses pass where the policy says so', () => {
    expect(checkUrl('http://127.0.0.1:9/', relaxed).url.port).toBe('9');
    expect(checkUrl('http://x/', relaxed).isAllowed('10.0.0.1')).toBe(true);
  });

  it('lets a listed host pass wherever it is, and no other', () => {
    const listed = { ...strict, allowedHosts: new Set(['10.0.0.5:3000', 'ledger.example']) };
    expect(checkUrl('http://10.0.0.5:3000/', listed).isAllowed('10.0.0.5')).toBe(true);
    expect(checkUrl('http://ledger.example:9000/', listed).isAllowed('127.0.0.1')).toBe(true);
    expect(problemOf('http://10.0.0.5:3001/', listed)).toBe('forbidden');
    expect(problemOf('http://x.ledger.example:9000/', listed)).toBe('forbidden');
  });
});

describe('guardedLookup', () => {
  const answering = (addresses: readonly string[]): OutboundPolicy => ({
    allowPrivate: false,
    resolve: (_name, _options, callback) => {
      callback(
        null,
        addresses.map((address): LookupAddress => ({
          address,
          family: address.includes(':') ? 6 : 4,
        })),
      );
    },
  });
  const lookUp = (policy: OutboundPolicy, name = 'host.example'): Promise<unknown> =>
    new Promise((resolve) => {
      const { isAllowed } = checkUrl(`http://${name}/`, policy);
      guardedLookup(isAllowed, policy)(name, {}, (error, address) => {
        resolve(error ?? address);
      });
    });

  it('refuses a name that leads to a private address', async () => {
    expect(await lookUp(strict, 'localhost')).toMatchObject({ problem: 'forbidden' });
  });

  it('resolves it where private addresses may be called', async () => {
    expect(await lookUp(relaxed, 'localhost')).toMatch(/^(127\.0\.0\.1|::1)$/);
  });

  it('refuses a name when one of its addresses is private', async () => {
    expect(await lookUp(answering(['93.184.216.34', '::1']))).toMatchObject({
      problem: 'forbidden',
    });
    expect(await lookUp(answering(['93.184.216.34', '10.0.0.1']))).toMatchObject({
      problem: 'forbidden',
    });
    expect(await lookUp(answering(['93.184.216.34']))).toBe('93.184.216.34');
  });

  it('refuses a name without an address', async () => {
    expect(await lookUp(answering([]))).toMatchObject({ problem: 'forbidden' });
  });
});
