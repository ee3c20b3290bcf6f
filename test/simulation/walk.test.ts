import { planOf } from '../../scripts/simulate/plan-of';
import { Simulation, type Trace } from './simulation';
import { walkBoth as run } from './walk-both';

const variable = (name: string, trace: Trace): unknown => trace.variables[name] ?? null;

describe('pure statements', () => {
  it('assigns, also into members and elements', () => {
    const trace = run('x = 1\no.name = "ann"\no.tags[0] = "a"\ny = x + 1');
    expect(trace.variables).toMatchObject({ x: 1, y: 2, o: { name: 'ann', tags: { '0': 'a' } } });
  });

  it('copies values, so that two variables never share', () => {
    expect(variable('a', run('a = [1]\nb = a\nb[0] = 2'))).toEqual([1]);
  });

  it.each([
    [150, 'high'],
    [60, 'middle'],
    [1, 'low'],
  ])('takes one arm of IF for %d', (amount, level) => {
    const text = `
      IF amount > 100 THEN
        level = "high"
      ELSE IF amount > 50 THEN
        level = "middle"
      ELSE
        level = "low"
      END IF`;
    expect(variable('level', run(text, { input: { amount } }))).toBe(level);
  });

  it('counts with FOR, up and down, and leaves it with EXIT FOR', () => {
    const trace = run(`
      FOR i = 1 TO 3
        up = up + i
      NEXT
      FOR i = 3 TO 1 STEP -1
        down = down + "." + i
      NEXT
      FOR i = 1 TO 10
        IF i = 4 THEN EXIT FOR
        last = i
      NEXT`);
    expect(trace.variables).toMatchObject({ up: 6, down: '.3.2.1', last: 3 });
  });

  it('walks a copy of a list with FOR EACH', () => {
    const trace = run(`
      names = ["a", "b"]
      FOR EACH name IN names
        APPEND names, name + name
      NEXT`);
    expect(variable('names', trace)).toEqual(['a', 'b', 'aa', 'bb']);
  });

  it('repeats with WHILE and DO', () => {
    const trace = run(`
      n = 0
      WHILE n < 3
        n = n + 1
      WEND
      DO
        m = m + 1
      LOOP UNTIL m >= 2`);
    expect(trace.variables).toMatchObject({ n: 3, m: 2 });
  });

  it('ends with the value of RETURN', () => {
    expect(run('RETURN 6 * 7\nx = 1').end).toEqual({ status: 'completed', value: 42 });
  });

  it('fails with the message of THROW, and says at which step', () => {
    expect(run('x = 1\nTHROW "no " + x').end).toMatchObject({
      status: 'failed',
      failure: { code: 'RUN_THROWN', message: 'no 1', stepId: 'main.1' },
    });
  });

  it('ends an endless loop with a code', () => {
    const plan = planOf('WHILE TRUE\n x = 1\nWEND');
    expect(new Simulation(plan, {}).run().end).toMatchObject({
      status: 'failed',
      failure: { code: 'RUN_BUDGET' },
    });
  });

  it('ends endless recursion with a code', () => {
    const text = 'SUB again()\n CALL again()\nEND SUB\nCALL again()';
    expect(run(text).end).toMatchObject({ failure: { code: 'RUN_TOO_DEEP' } });
  });
});

describe('bots', () => {
  const scripts = {
    double: 'PARAM n AS NUMBER\nRETURN WITH n2 AS n * 2, text AS "done"',
    broken: 'THROW "out of order"',
    saver: 'SAVE "log", "1", { "word": action }\nRETURN "saved"',
  };

  it('binds the parameters of a script from the variables and merges its answer', () => {
    const trace = run('n = 21\nSTEP 1: BOT "double" "double it"', {}, { scripts });
    expect(trace.variables).toMatchObject({
      n2: 42,
      last_result: 'done',
      steps: { '1': { n2: 42 } },
    });
  });

  it('keeps the variables of a script to itself', () => {
    const trace = run(
      'n = 1\nBOT "inner" "go"\ny = secret',
      {},
      {
        scripts: { inner: 'secret = 5\nRETURN WITH seen AS n' },
      },
    );
    expect(trace.variables).toMatchObject({ y: null, seen: null });
  });

  it('gives each visit of a step its own key', () => {
    const text = 'FOR EACH w IN ["a", "b"]\n BOT "saver" "go"\nNEXT';
    const { keys } = run(text, {}, { scripts });
    expect(new Set(keys).size).toBe(4);
    expect(keys[0]).toBe('main|main.0[0]>main.0.body.0[0]>bot:saver.main.0');
  });

  it('takes the FALLBACK when a bot has failed', () => {
    const text = 'x = BOT "broken" "try" FALLBACK "saver"';
    expect(variable('x', run(text, {}, { scripts }))).toBe('saved');
  });

  it('takes the FALLBACK of a bot that is unknown', () => {
    const text = 'x = BOT "nobody" "try" FALLBACK "saver"';
    expect(variable('x', run(text, {}, { scripts }))).toBe('saved');
  });

  it('fails with the failure of the script', () => {
    expect(run('BOT "broken" "try"', {}, { scripts }).end).toMatchObject({
      failure: { code: 'RUN_THROWN', message: 'out of order' },
    });
  });

  it('says which bot is unknown', () => {
    expect(run('BOT "nobody" "try"').end).toMatchObject({ failure: { code: 'BOT_UNKNOWN' } });
  });

  it('says which input is missing', () => {
    expect(run('BOT "double" "try"', {}, { scripts }).end).toMatchObject({
      failure: { code: 'INPUT_MISSING' },
    });
  });

  it('never lets an answer set a PARAM, a loop variable or a name of the engine', () => {
    const world = {
      input: { limit: 5 },
      inputNames: ['limit'],
      bots: { remote: { limit: 1, i: 100, approval: { approved: true }, other: 'yes' } },
    };
    const text = 'FOR i = 1 TO 2\n BOT "remote" "go"\n n = n + 1\nNEXT';
    const trace = run(text, world, { http: { remote: 'http://example.com/' } });
    expect(trace.variables).toMatchObject({ limit: 5, n: 2, other: 'yes' });
    expect(trace.variables['approval']).toBeUndefined();
  });

  it('gives TIMEOUT and RETRY to a remote bot and takes its failure', () => {
    const world = { bots: { remote: { error: 'no answer' } } };
    const text = 'x = BOT "remote" "go" FALLBACK "saver"';
    const trace = run(text, world, { scripts, http: { remote: 'http://example.com/' } });
    expect(variable('x', trace)).toBe('saved');
  });
});

describe('approvals', () => {
  const ask = (clauses = ''): string =>
    `HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 60 ${clauses}\nok = approval.status`;

  it('goes on after an approval', () => {
    expect(variable('ok', run(ask(), { decisions: [true] }))).toBe('approved');
  });

  it('ends the run after a rejection', () => {
    expect(run(ask(), { decisions: [false] }).end).toMatchObject({
      failure: { code: 'APPROVAL_REJECTED', stepId: 'main.0' },
    });
  });

  it('goes on after a rejection where the author says so', () => {
    const trace = run(ask('\nON REJECT: CONTINUE'), { decisions: [false] });
    expect(variable('ok', trace)).toBe('rejected');
  });

  it('rejects when nobody decides and the author says nothing', () => {
    expect(run(ask()).end).toMatchObject({ failure: { code: 'APPROVAL_REJECTED' } });
  });

  it('approves with a warning when nobody decides', () => {
    const trace = run(ask('\nON TIMEOUT: APPROVE WITH WARNING'));
    expect(variable('approval', trace)).toMatchObject({ approved: true, warning: true });
  });

  it('names the label when an expiry rejects', () => {
    const { end } = run(ask('\nON TIMEOUT: REJECT ORDER'));
    expect(end).toMatchObject({ failure: { message: 'Nobody decided in time (ORDER).' } });
  });

  it('asks somebody else when nobody decides, once', () => {
    const text = ask('\nON TIMEOUT: ESCALATE TO "boss@example.com"');
    const trace = run(text, { decisions: [undefined, true] });
    expect(variable('ok', trace)).toBe('approved');
    const asked = trace.effects.flatMap((effect) =>
      effect.effect === 'open_approval' ? [effect.asked] : [],
    );
    expect(asked).toEqual(['ann@example.com', 'boss@example.com']);
    expect(run(text).end).toMatchObject({ failure: { code: 'APPROVAL_REJECTED' } });
  });

  it('takes the decision that was there first, although the time is over', () => {
    const trace = run(ask(), { decisions: [undefined] });
    expect(trace.effects.at(-1)).toMatchObject({ effect: 'expire_approval', as: 'expired' });
  });
});

describe('branches', () => {
  it('joins the writes of the branches in the order of the text', () => {
    const trace = run(`
      a = 1
      PARALLEL
        BRANCH A: x = a + 1
        BRANCH B: x = a + 2
      END PARALLEL
      y = x`);
    expect(trace.variables).toMatchObject({ x: 3, y: 3 });
  });

  it('lets a branch not see what another has set', () => {
    const trace = run(`
      PARALLEL
        BRANCH A: secret = 1
        BRANCH B: seen = secret
      END PARALLEL`);
    expect(variable('seen', trace)).toBeNull();
  });

  it('fails when a branch fails', () => {
    const text = 'PARALLEL\n BRANCH A: x = 1\n BRANCH B: THROW "no"\nEND PARALLEL';
    expect(run(text).end).toMatchObject({ failure: { message: 'no' } });
  });

  it('gives the steps of branches keys of their own', () => {
    const text = `
      FOR i = 1 TO 2
        PARALLEL
          BRANCH A: TALK "a"
          BRANCH B: TALK "b"
        END PARALLEL
      NEXT`;
    const { keys } = run(text);
    expect(new Set(keys).size).toBe(4);
  });
});

describe('events and time', () => {
  it('goes on with an event and its data', () => {
    const trace = run('WAIT FOR EVENT "paid" TIMEOUT 60\nsum = event.sum', {
      events: { paid: { sum: 12 } },
    });
    expect(variable('sum', trace)).toBe(12);
  });

  it('answers FALSE when the time is over, and goes on', () => {
    const trace = run('ok = WAIT FOR EVENT "paid" TIMEOUT 60\nx = 1');
    expect(trace.variables).toMatchObject({ ok: false, x: 1 });
  });

  it('subscribes a computed name first', () => {
    const trace = run('n = "paid"\nWAIT FOR EVENT n + "!" TIMEOUT 5', { events: { 'paid!': {} } });
    expect(trace.effects).toEqual([{ effect: 'subscribe', event: 'paid!' }]);
  });

  it('lets no plan publish an event of the engine', () => {
    expect(run('PUBLISH EVENT "approval_received"').end).toMatchObject({
      failure: { code: 'EVENT_RESERVED' },
    });
  });

  it('waits as long as it is told, and not for centuries', () => {
    expect(run('a = NOW()\nWAIT 90\nb = DATEDIFF("second", a, NOW())').variables).toMatchObject({
      b: 90,
    });
    expect(run('s = 1000000000\nWAIT s').end).toMatchObject({ failure: { code: 'VALUE_RANGE' } });
  });
});

describe('data and memory', () => {
  it('describes rows, memory and messages as effects', () => {
    const trace = run(`
      SAVE "orders.csv", "7", { "sum": 3 }
      SET BOT MEMORY "k", 1
      BOT SHARE MEMORY "k" WITH "other"
      TALK "hello"
      UPDATE "orders" SET sum = 4 WHERE id = "7"
      rows = FIND "orders", "sum > 2"`);
    expect(trace.effects).toMatchObject([
      { effect: 'save_rows', table: 'orders', rows: [{ id: '7', data: { sum: 3 } }] },
      { effect: 'set_memory', key: 'k', value: 1 },
      { effect: 'share_memory', key: 'k', target: 'other' },
      { effect: 'send_message', content: 'hello' },
      { effect: 'update_rows', table: 'orders', set: { sum: 4 } },
      { effect: 'find_rows', table: 'orders', where: { column: 'sum', operator: '>' } },
    ]);
    expect(variable('rows', trace)).toEqual({ $rows: [] });
  });

  it('updates a row with the members of an object', () => {
    const trace = run('row = { "id": "7", "sum": 5 }\nUPDATE "orders", "7", row');
    expect(trace.effects).toMatchObject([{ effect: 'update_rows', set: { sum: 5 } }]);
    expect(trace.effects[0]).not.toMatchObject({ set: { id: '7' } });
  });

  it('fails with a code where a keyword is not available', () => {
    expect(run('x = 1\nSEE "photo.png"').end).toMatchObject({
      failure: { code: 'KEYWORD_NOT_AVAILABLE' },
    });
  });
});
