import type { InputField } from '../plan/schema';
import { UsageError } from './exit-codes';
import { readInput } from './input';

const field = (name: string, type: InputField['type']): InputField => ({
  name,
  type,
  required: true,
});

describe('readInput', () => {
  it('gives each name the type that the workflow declares', () => {
    const fields = [
      field('order_id', 'string'),
      field('count', 'integer'),
      field('urgent', 'boolean'),
      field('tags', 'array'),
    ];
    const pairs = ['order_id=1001', 'count=3', 'urgent=TRUE', 'tags=["a"]', 'other=5'];
    expect(readInput(pairs, fields)).toEqual({
      order_id: '1001',
      count: 3,
      urgent: true,
      tags: ['a'],
      other: '5',
    });
  });

  it('leaves text that does not fit to the API', () => {
    expect(readInput(['count=many'], [field('count', 'integer')])).toEqual({ count: 'many' });
  });

  it('keeps everything after the first sign', () => {
    expect(readInput(['a=b=c:=d', 'e:={"f": 1}', 'g='], [])).toEqual({
      a: 'b=c:=d',
      e: { f: 1 },
      g: '',
    });
  });

  it.each(['novalue', '=x', ':=1', 'a:={', ''])('refuses %p', (pair) => {
    expect(() => readInput([pair], [])).toThrow(UsageError);
  });

  it('refuses a name that is given twice', () => {
    expect(() => readInput(['a=1', 'a=2'], [])).toThrow('twice');
  });
});
