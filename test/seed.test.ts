import fc from './property';
import { drawSeed, SEED_VARIABLE, testSeed } from './seed';

describe('the seed of the tests', () => {
  const before = process.env[SEED_VARIABLE];
  afterEach(() => {
    if (before === undefined) Reflect.deleteProperty(process.env, SEED_VARIABLE);
    else process.env[SEED_VARIABLE] = before;
    jest.restoreAllMocks();
  });

  it('is given to every property', () => {
    const { seed } = fc.check(fc.property(fc.nat(), () => true));
    expect(seed).toBe(testSeed());
  });

  it('is always the same unless another one is given', () => {
    Reflect.deleteProperty(process.env, SEED_VARIABLE);
    const fixed = testSeed();
    drawSeed();
    expect(testSeed()).toBe(fixed);
    process.env[SEED_VARIABLE] = '12';
    expect(testSeed()).toBe(12);
  });

  it('is drawn once and told where a random one is asked for', () => {
    process.env[SEED_VARIABLE] = 'random';
    const told = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    drawSeed();
    expect(told).toHaveBeenCalledWith(`${SEED_VARIABLE}=${testSeed()}\n`);
    drawSeed();
    expect(told).toHaveBeenCalledTimes(1);
  });

  it('is refused when it is no number', () => {
    process.env[SEED_VARIABLE] = '1 or 2';
    expect(() => testSeed()).toThrow(SEED_VARIABLE);
  });
});
