import { AppError } from '../../plan/errors';
import { checkUrl, guardedLookup, isAllowed } from './outbound-guard';

const strict = { allowPrivate: false };
const relaxed = { allowPrivate: true };

describe('checkUrl', () => {
  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://0x7f.1/',
    'http://2130706433/',
    'http://0177.0.0.1/',
    'http://①②⑦.0.0.1/',
    'http://0/',
    'http://169.254.169.254/latest',
    'http://2852039166/',
    'http://10.1.2.3/',
    'http://100.64.0.1/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://198.18.0.1/',
    'http://224.0.0.1/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:169.254.169.254]/',
    'http://[fc00::1]/',
    'http://[fe80::1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'file:///etc/passwd',
    'gopher://example.com/',
    'http://user:secret@example.com/',
    'not a url',
  ])('refuses %s', (address) => {
    expect(() => checkUrl(address, strict)).toThrow(AppError);
  });

  it.each(['http://169.254.169.254/', 'http://224.0.0.1/', 'file:///etc/passwd', 'http://0/'])(
    'refuses %s even where private addresses may be called',
    (address) => {
      expect(() => checkUrl(address, relaxed)).toThrow(AppError);
    },
  );

  it('lets public addresses and names pass', () => {
    expect(checkUrl('https://93.184.216.34/quote', strict).pathname).toBe('/quote');
    expect(checkUrl('https://example.com/', strict).host).toBe('example.com');
  });

  it('lets private addresses pass where the policy says so', () => {
    expect(checkUrl('http://127.0.0.1:9/', relaxed).port).toBe('9');
    expect(isAllowed('10.0.0.1', relaxed)).toBe(true);
  });
});

describe('guardedLookup', () => {
  const lookUp = (policy: typeof strict): Promise<unknown> =>
    new Promise((resolve) => {
      guardedLookup(policy)('localhost', {}, (error, address) => {
        resolve(error ?? address);
      });
    });

  it('refuses a name that leads to a private address', async () => {
    expect(await lookUp(strict)).toMatchObject({ code: 'BOT_ADDRESS_FORBIDDEN' });
  });

  it('resolves it where private addresses may be called', async () => {
    expect(await lookUp(relaxed)).toMatch(/^(127\.0\.0\.1|::1)$/);
  });
});
