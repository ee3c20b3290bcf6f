import { isSignedWebhook, signWebhook } from './webhook-signature';

/** From the reference implementation of Standard Webhooks. */
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const REQUEST = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: '1614265330',
  body: '{"test": 2432232314}',
};
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
const NOW = 1_614_265_330_000;

it('signs as the reference implementation of Standard Webhooks does', () => {
  expect(signWebhook(REQUEST, SECRET)).toBe(SIGNATURE);
});

it.each([
  ['the one signature', SIGNATURE, NOW, true],
  ['the right one of several', `v1,AAAA v2,x ${SIGNATURE}`, NOW, true],
  ['five minutes later', SIGNATURE, NOW + 300_000, true],
  ['more than five minutes later', SIGNATURE, NOW + 301_000, false],
  ['more than five minutes ahead', SIGNATURE, NOW - 301_000, false],
  ['a signature cut off', SIGNATURE.slice(0, -1), NOW, false],
  ['one bit of another', SIGNATURE.replace('g0', 'g1'), NOW, false],
  ['none', '', NOW, false],
])('judges %s', (_, signatures, now, isGood) => {
  expect(isSignedWebhook({ ...REQUEST, signatures }, SECRET, now)).toBe(isGood);
});

it.each([['soon'], [''], ['-1'], ['1614265330.5'], ['NaN']])('refuses the time %j', (timestamp) => {
  const request = { ...REQUEST, timestamp };
  const signatures = signWebhook(request, SECRET);
  expect(isSignedWebhook({ ...request, signatures }, SECRET, NOW)).toBe(false);
});

it('takes the bytes of the body as they came', () => {
  const changed = { ...REQUEST, body: '{"test":2432232314}', signatures: SIGNATURE };
  expect(isSignedWebhook(changed, SECRET, NOW)).toBe(false);
});
