import { planOf } from '../../scripts/simulate/plan-of';
import { simulateRun, type SimulatedRun } from '../../simulation/simulate-run';
import type { HeardQuestion, Reply } from '../../simulation/world';

type Say = (question: HeardQuestion, attempt: number) => Reply | undefined;

/** Runs a text; `say` gives what somebody replies. */
function run(text: string, say: Say): Promise<SimulatedRun> {
  const world = {
    input: {},
    inputNames: [],
    incoming: [],
    bot: () => ({ value: null, afterMs: 1 }),
    decide: () => undefined,
    reply: say,
  };
  return simulateRun({ plan: planOf(text), world });
}

const says =
  (...texts: readonly string[]): Say =>
  (_question, attempt) => {
    const text = texts[attempt];
    return text === undefined ? undefined : { text, by: 'ana', afterMs: 1000 };
  };
const result = async (text: string, say: Say): Promise<unknown> =>
  (await run(text, say)).outcome?.result;

describe('HEAR', () => {
  it('waits for days and takes what is said', async () => {
    const late: Say = () => ({ text: ' Ana ', by: 'ana', afterMs: 90 * 86_400_000 });
    expect(await result('HEAR name WITH "Your name?"\nRETURN "Hello, " + name', late)).toBe(
      'Hello, Ana',
    );
  });

  it('reads a reply by its type', async () => {
    const text = 'HEAR n AS INTEGER\nHEAR sure AS BOOLEAN\nRETURN n + 1 + "/" + (sure = TRUE)';
    const say: Say = ({ number }) => says(['41', 'sim'][number] ?? '')({} as HeardQuestion, 0);
    expect(await result(text, say)).toBe('42/true');
  });

  it('asks three times again, then takes the default, or NULL without one', async () => {
    const wrong = says('a', 'b', 'c', 'd', '5');
    expect(await result('HEAR n AS INTEGER DEFAULT 9\nRETURN n', wrong)).toBe(9);
    expect(await result('HEAR n AS INTEGER\nRETURN n IS NULL', wrong)).toBe(true);
    expect(await result('HEAR n AS INTEGER\nRETURN n', says('a', 'b', 'c', '5'))).toBe(5);
  });

  it('takes the default when nobody replies in time', async () => {
    const nobody: Say = () => undefined;
    expect(await result('HEAR n AS INTEGER DEFAULT 9 TIMEOUT 60\nRETURN n', nobody)).toBe(9);
    expect(await result('WAIT FOR RESPONSE AS r TIMEOUT 60\nRETURN r IS NULL', nobody)).toBe(true);
  });

  it('takes a choice of a menu, of a list, and anything else where the menu says so', async () => {
    expect(await result('HEAR c AS "red", "green"\nRETURN c', says('2'))).toBe('green');
    const list = 'l = ["red", "green"]\nHEAR c AS l\nRETURN c';
    expect(await result(list, says('RED'))).toBe('red');
    expect(await result('HEAR c AS "red", *\nRETURN c', says('blue'))).toBe('blue');
    expect(await result('x = ASK "Sure?"\nRETURN x', says('yes'))).toBe('yes');
  });

  it('waits in branches, loops and SUBs', async () => {
    const text = `
      SUB ask(which)
        HEAR answer WITH "Which " + which
        TALK answer
      END SUB
      PARALLEL
        BRANCH A: HEAR a WITH "a?"
        BRANCH B: HEAR b WITH "b?"
      END PARALLEL
      FOR i = 1 TO 2
        HEAR item WITH "item " + i
        APPEND items, item
      NEXT
      CALL ask("one")
      RETURN a + b + items[0] + items[1]`;
    const { outcome, rows } = await run(text, ({ prompt, number }) => ({
      text: `<${prompt}>`,
      by: 'ana',
      afterMs: number === 0 ? 5000 : 100,
    }));
    expect(outcome?.result).toBe('<a?><b?><item 1><item 2>');
    expect(rows.messages.map(({ content }) => content)).toEqual(['<Which one>']);
  });

  it('fails where a menu has no choices', async () => {
    const { outcome } = await run('l = []\nHEAR c AS l', says('1'));
    expect(outcome).toMatchObject({ status: 'failed', failure: { code: 'VALUE_TYPE' } });
  });

  it('withdraws the question of a branch that has lost', async () => {
    const text = 'RACE\n BRANCH a: HEAR x WITH "x?"\n BRANCH b: WAIT 5\nEND RACE\nTALK "over"';
    const { outcome, rows } = await run(text, () => ({ text: 'late', by: 'ana', afterMs: 60_000 }));
    expect(outcome?.status).toBe('completed');
    expect([...rows.questions.values()].map(({ status }) => status)).toEqual(['withdrawn']);
  });
});

it('keeps suggestions and contexts of the conversation', async () => {
  const text = `
    ADD SUGGESTION "order" AS "Order now"
    CLEAR SUGGESTIONS
    ADD SUGGESTION "help"
    SET CONTEXT "role" AS "You sell shoes."
    SET CONTEXT "Be polite."`;
  const { rows } = await run(text, () => undefined);
  expect([...rows.conversation.suggestions]).toEqual([['help', 'help']]);
  expect([...rows.conversation.context]).toEqual([
    ['role', 'You sell shoes.'],
    ['', 'Be polite.'],
  ]);
});
