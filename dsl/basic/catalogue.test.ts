import { compile } from '../compile';
import { BASIC_CODES, CATALOGUE } from './catalogue';

describe('the catalogue of diagnostics', () => {
  it.each(BASIC_CODES)('%s is given by its wrong example', (code) => {
    const { diagnostics } = compile({ file: 'wrong.bas', text: CATALOGUE[code].wrong });
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
  });

  it.each(BASIC_CODES)('the right example of %s has no error', (code) => {
    const { diagnostics } = compile({ file: 'right.bas', text: CATALOGUE[code].right });
    expect(diagnostics.filter((diagnostic) => diagnostic.severity === 'error')).toEqual([]);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).not.toContain(code);
  });

  it('has a title, an explanation and two examples for each code', () => {
    for (const entry of Object.values(CATALOGUE)) {
      expect(entry.title).not.toBe('');
      expect(entry.explanation).toMatch(/\.$/);
      expect(entry.wrong).not.toBe(entry.right);
    }
  });
});
