import { walkBoth } from './walk-both';

const files = {
  'double.bas': 'PARAM n AS NUMBER\nPARAM unit AS STRING DEFAULT "EUR"\nTALK unit\nRETURN n * 2',
  'outer.bas': 'x = CALL "DOUBLE.bas", 4\nRETURN x + 1',
  'fails.bas': 'THROW "no"',
  'again.bas': 'CALL "again.bas"',
};

describe('CALL of a file', () => {
  it('gives arguments to PARAMs in order and takes the value of RETURN', () => {
    const { variables, effects } = walkBoth('x = CALL "double.bas", 21', {}, { files });
    expect(variables).toEqual({ x: 42 });
    expect(effects).toMatchObject([{ content: 'EUR' }]);
  });

  it('keeps the variables of the file to itself, and calls on', () => {
    const text = 'n = 1\ny = CALL ".gbdialog/outer.bas"\nz = x';
    expect(walkBoth(text, {}, { files }).variables).toEqual({ n: 1, y: 9, z: null });
  });

  it('fails with the failure of the file, which a TRY takes', () => {
    const text = 'TRY\n CALL "fails.bas"\nCATCH e\n x = e.message\nEND TRY';
    expect(walkBoth(text, {}, { files }).variables).toMatchObject({ x: 'no' });
  });

  it.each([
    ['CALL "nothing.bas"', 'FILE_UNKNOWN'],
    ['CALL "double.bas"', 'INPUT_MISSING'],
    ['CALL "again.bas"', 'RUN_TOO_DEEP'],
  ])('tells what is wrong with %s', (text, code) => {
    expect(walkBoth(text, {}, { files }).end).toMatchObject({ failure: { code } });
  });
});
