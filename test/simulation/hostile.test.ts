import { planOf } from '../../scripts/simulate/plan-of';
import { simulateRun } from '../../simulation/simulate-run';
import type { World } from '../../simulation/world';

const world: World = {
  input: {},
  inputNames: [],
  bot: () => ({ value: { variables: { __proto__: { polluted: 1 } }, then: 1 }, afterMs: 1 }),
  decide: () => undefined,
  incoming: [],
};

/** What a hostile text comes to: a code, or a result. */
async function outcomeOf(text: string): Promise<unknown> {
  const plan = planOf(text, { http: { remote: 'https://bots.example' } });
  const { outcome } = await simulateRun({ plan, world });
  return outcome?.failure?.code ?? outcome?.result;
}

describe('what is hostile and compiles', () => {
  it.each([
    ['a header with a line end', 'SET HEADER "X\\r\\nY" AS "z"\nx = GET "https://a.example/"', 'HTTP_REQUEST_INVALID'],
    ['a path that leads up', 'WRITE "../../etc/passwd", "x"', 'FILE_PATH'],
    ['a path from the root', 'x = READ "/etc/passwd"', 'FILE_NOT_FOUND'],
    ['a table that is called like one of ours', 'SAVE "runs", { id: 1 }\nRETURN (FIND "runs").id', 1],
    ['a value in a filter', `x = "' OR '1'='1"\nSAVE "t", { id: 1 }\nRETURN LEN(FIND "t" WHERE id = x)`, 0],
    ['a script of a page', 'RETURN "<img src=x onerror=alert(1)>"', '<img src=x onerror=alert(1)>'],
    ['templates of others', 'RETURN "{{7*7}} <%= 7*7 %>"', '{{7*7}} <%= 7*7 %>'],
    ['a negative cost', 'n = 0 - 1\nx = LLM "p" WITH MAX_COST n', 'VALUE_RANGE'],
    ['a member that leads to a prototype', 'n = "__proto__"\nx = {}\nRETURN x[n] IS NULL', true],
    ['an answer with a prototype', 'x = BOT "remote" "go"\nRETURN x.then', 1],
    ['an object whose length is negative', 'x = { length: 0 - 1 }\nRETURN x.length', -1],
    ['names that only look hostile', 'toString = 1\nhasOwnProperty = 2\nRETURN toString + hasOwnProperty', 3],
    ['a loop that never ends', 'n = 0\nWHILE TRUE\nn = n + 1\nWEND', 'RUN_BUDGET'],
    ['a SUB that calls itself', 'CALL a()\nSUB a()\nCALL a()\nEND SUB', 'RUN_TOO_DEEP'],
  ])('%s', async (_, text, expected) => {
    expect(await outcomeOf(text)).toEqual(expected);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  }); // prettier-ignore

  it('is a circle of a hundred files that call each other', async () => {
    const count = 100;
    const files = Object.fromEntries(
      Array.from({ length: count }, (_, number) => [
        `f${number}.bas`,
        `CALL "f${(number + 1) % count}.bas"`,
      ]),
    );
    const { outcome } = await simulateRun({ plan: planOf('CALL "f0.bas"', { files }), world });
    expect(outcome?.failure?.code).toBe('RUN_TOO_DEEP');
  });
});
