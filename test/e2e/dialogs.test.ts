import { Everstep } from '../../scripts/chaos/everstep';

let everstep: Everstep;
beforeAll(async () => {
  everstep = await Everstep.start({});
}, 120_000);
afterAll(async () => {
  await everstep.stop();
});

it('runs start.bas of a package, with its knowledge and its drive', async () => {
  everstep.addPackage('greet', {
    'greet.gbdialog/start.bas':
      'PARAM who AS STRING\nUSE KB "faq"\nanswer = LLM "How long does a refund take?"\nRETURN "Dear " + who + ": " + answer + " " + READ "sign.txt"',
    'greet.gbkb/faq/refund.md': 'A refund takes five days.',
    'greet.gbdrive/sign.txt': 'Yours, the shop',
  });
  const launched = await everstep.request('POST', '/api/workflows', {
    package: 'greet',
    input: { who: 'Ann' },
  });
  expect(launched.body).toMatchObject({ workflow: 'start' });
  const run = await everstep.decideUntilEnded(String(launched.body['id']), 'approve');
  expect(run).toMatchObject({
    status: 'completed',
    result: 'Dear Ann: A refund takes five days. Yours, the shop',
  });
}, 120_000);
