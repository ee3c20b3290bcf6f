import { checkPlan } from '../plan/check-plan';
import { compile } from './compile';
import { linkPlan } from './link';

const file = (name: string, text: string): ReturnType<typeof compile> =>
  compile({ file: `${name}.bas`, text });

describe('linking', () => {
  const main = file('main', 'BOT "Sorter" "sort"\nBOT "carrier" "quote"\nBOT "nobody" "x"');
  const sorter = file(
    'sorter',
    'PARAM a AS STRING\nIF a THEN\n  CALL s\nEND IF\nSUB s\n  BOT "inner" "y"\nEND SUB',
  );
  const inner = file('inner', 'WAIT FOR EVENT "e"\nRETURN 1');
  const linked = linkPlan(
    main,
    [
      { name: 'sorter', compiled: sorter, version: 'v1' },
      { name: 'INNER', compiled: inner, version: 'v2' },
    ],
    { Carrier: { url: 'http://127.0.0.1/x', version: 'v3' } },
  );

  it('binds scripts before HTTP, and tells what is missing', () => {
    expect(linked.plan.bots).toEqual({
      carrier: { kind: 'http', url: 'http://127.0.0.1/x', version: 'v3' },
      inner: { kind: 'script', flow: 'bot:inner', version: 'v2' },
      nobody: { kind: 'missing' },
      sorter: { kind: 'script', flow: 'bot:sorter', version: 'v1' },
    });
  });

  it('adds flows, blocks and places of a script under its prefix', () => {
    expect(linked.plan.flows['bot:sorter']).toMatchObject({
      block: 'bot:sorter.main',
      scope: 'own',
      parameters: [{ name: 'a' }],
    });
    expect(linked.plan.flows['bot:sorter.sub:s']).toMatchObject({ block: 'bot:sorter.sub:s' });
    expect(linked.plan.blocks['bot:sorter.main.0.then']).toMatchObject([
      { id: 'bot:sorter.main.0.then.0', kind: 'call', flow: 'bot:sorter.sub:s' },
    ]);
    expect(linked.places['bot:sorter.main.0']).toMatchObject({ file: 'sorter.bas', line: 2 });
    expect(linked.plan.awaitedEvents).toEqual(['e']);
  });

  it('asks for no action: a script has it already', () => {
    const clerk = file('clerk', 'PARAM action AS STRING\nPARAM n AS NUMBER\nRETURN action');
    const script = { name: 'clerk', compiled: clerk, version: '1' };
    const { plan } = linkPlan(file('m', 'BOT "clerk" "pick"'), [script], {});
    expect(plan.flows['bot:clerk']?.parameters).toMatchObject([{ name: 'n' }]);
  });

  it('gives a plan without problems', () => {
    expect(checkPlan(linked.plan)).toEqual([]);
  });

  it('finds a script whose name is separated in another way', () => {
    const script = { name: 'order_checker', compiled: inner, version: '1' };
    const { plan } = linkPlan(file('m', 'BOT "Order-Checker" "x"'), [script], {});
    expect(plan.bots['order-checker']).toMatchObject({ kind: 'script' });
    expect(checkPlan(plan)).toEqual([]);
  });

  it('gives names that nobody has to the default bot', () => {
    const agent = { name: 'agent', compiled: inner, version: '1' };
    const scripted = linkPlan(main, [agent], {}, { defaultBot: 'Agent' }).plan;
    expect(scripted.bots['nobody']).toEqual({ kind: 'script', flow: 'bot:nobody', version: '1' });
    expect(checkPlan(scripted)).toEqual([]);
    const http = linkPlan(main, [], { default: { url: 'http://d', version: '1' } }).plan;
    expect(http.bots['nobody']).toEqual({ kind: 'http', url: 'http://d', version: '1' });
  });

  it('lets two bots call each other', () => {
    const a = file('a', 'BOT "b" "x"');
    const b = file('b', 'BOT "a" "x"');
    const { plan } = linkPlan(
      file('m', 'BOT "a" "x"'),
      [
        { name: 'a', compiled: a, version: '1' },
        { name: 'b', compiled: b, version: '1' },
      ],
      {},
    );
    expect(Object.keys(plan.flows)).toEqual(['main', 'bot:a', 'bot:b']);
    expect(checkPlan(plan)).toEqual([]);
  });

  it('follows a circle of thousands of files that call each other', () => {
    const count = 4000;
    const files = Array.from({ length: count }, (_, number) => ({
      name: `f${number}.bas`,
      compiled: file(`f${number}`, `CALL "f${(number + 1) % count}.bas"`),
    }));
    const { plan } = linkPlan(file('m', 'CALL "f0.bas"'), [], {}, { files });
    expect(Object.keys(plan.flows)).toHaveLength(count + 1);
    expect(checkPlan(plan)).toMatchObject([{ code: 'PLAN_TOO_LARGE', pointer: '/flows' }]);
  });
});
