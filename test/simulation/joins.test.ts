import { walkBoth } from './walk-both';

const http = { quick: 'http://example.com/', broken: 'http://example.com/' };
const bots = { quick: { offer: 7 }, broken: { error: 'out of order' } };

describe('joins', () => {
  it('takes the writes of the first branch of a RACE and nothing of the others', () => {
    const text = 'RACE\n BRANCH a: x = 1\n BRANCH b:\n  y = 2\nEND RACE';
    expect(walkBoth(text).variables).toEqual({ x: 1 });
  });

  it('goes on with another branch when one of JOIN ANY fails', () => {
    const text = 'PARALLEL JOIN ANY\n BRANCH a: BOT "broken" "go"\n BRANCH b: x = 2\nEND PARALLEL';
    expect(walkBoth(text, { bots }, { http }).variables).toMatchObject({ x: 2 });
  });

  it('fails as soon as too few branches are left', () => {
    const text = `
      PARALLEL JOIN 2 OF
        BRANCH a: THROW "one"
        BRANCH b: x = 2
        BRANCH c: THROW "two"
      END PARALLEL`;
    expect(walkBoth(text).end).toMatchObject({ failure: { message: 'one' } });
  });

  it('refuses to wait for more branches than there are', () => {
    const text = 'n = 3\nPARALLEL JOIN n OF\n BRANCH a: x = 1\nEND PARALLEL';
    expect(walkBoth(text).end).toMatchObject({ failure: { code: 'VALUE_RANGE' } });
  });

  it('waits for all with SETTLED and collects what has failed', () => {
    const text = `
      PARALLEL SETTLED
        BRANCH a: THROW "one"
        BRANCH b: x = 2
        BRANCH c: y = 1 / 0
      END PARALLEL
      first = errors[0].branch + errors[0].message
      n = COUNT(errors)`;
    expect(walkBoth(text).variables).toMatchObject({ x: 2, first: 'aone', n: 2 });
  });
});

describe('rule 14: variables of branches', () => {
  it('concatenates what branches append to a list from before the fork, through nested levels', () => {
    const text = `
      names = ["start"]
      PARALLEL
        BRANCH a:
          APPEND names, "a1"
          PARALLEL
            BRANCH x: APPEND names, "ax"
            BRANCH y: APPEND names, "ay"
          END PARALLEL
          APPEND names, "a2"
        BRANCH b: APPEND names, "b"
      END PARALLEL`;
    const expected = ['start', 'a1', 'ax', 'ay', 'a2', 'b'];
    expect(walkBoth(text).variables).toMatchObject({ names: expected });
  });

  it('lets the last writer win where a branch has set the list itself', () => {
    const text = `
      names = ["start"]
      PARALLEL
        BRANCH a: APPEND names, "a"
        BRANCH b:
          names = ["new"]
          APPEND names, "b"
      END PARALLEL`;
    expect(walkBoth(text).variables).toMatchObject({ names: ['new', 'b'] });
  });

  it('keeps the answers of the STEPs of all branches', () => {
    const text = `
      STEP 1: BOT "quick" "go"
      PARALLEL
        BRANCH a:
          STEP 2: BOT "quick" "go"
        BRANCH b:
          STEP 1: BOT "quick" "go"
          STEP 3: BOT "quick" "go"
      END PARALLEL`;
    const { variables } = walkBoth(text, { bots }, { http });
    expect(Object.keys(variables['steps'] ?? {})).toEqual(['1', '2', '3']);
  });

  it('never lets an answer in a branch set the variable of a loop around the fork', () => {
    const text = `
      FOR offer = 1 TO 2
        PARALLEL
          BRANCH a: BOT "quick" "go"
        END PARALLEL
      NEXT`;
    expect(walkBoth(text, { bots }, { http }).variables).toMatchObject({ offer: 3 });
  });
});

describe('FOR EACH … IN PARALLEL', () => {
  it('gives each branch its element, and appends in the order of the list', () => {
    const text = `
      FOR EACH n IN [3, 1, 2] IN PARALLEL MAX 2
        APPEND squares, n * n
        SET BOT MEMORY "n" + n, n
      NEXT`;
    const { variables, keys } = walkBoth(text);
    expect(variables).toEqual({ squares: [9, 1, 4] });
    expect(new Set(keys).size).toBe(3);
  });

  it('passes an empty list by', () => {
    expect(
      walkBoth('FOR EACH n IN [] IN PARALLEL JOIN ANY\n x = n\nNEXT\ny = 1').variables,
    ).toEqual({
      y: 1,
    });
  });

  it('refuses a list that is too long, and a MAX below one', () => {
    const long = 'FOR i = 1 TO 1001\n APPEND l, i\nNEXT\nFOR EACH n IN l IN PARALLEL\n x = n\nNEXT';
    expect(walkBoth(long).end).toMatchObject({ failure: { code: 'RUN_FAN_OUT' } });
    const none = 'FOR EACH n IN [1] IN PARALLEL MAX 0\n x = n\nNEXT';
    expect(walkBoth(none).end).toMatchObject({ failure: { code: 'VALUE_RANGE' } });
  });
});
