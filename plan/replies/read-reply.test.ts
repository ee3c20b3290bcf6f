import type { Value } from '../value';
import { hearTypeOf, shownReply, type HearType } from './hear-types';
import { readReply, type ReadReply } from './read-reply';

const plain = { choices: [], open: false, fallback: null };
const read = (type: HearType, text: string): Value | undefined =>
  valueOf(readReply({ ...plain, type }, text));
const menu = (text: string, open = false): Value | undefined =>
  valueOf(
    readReply({ type: 'menu', choices: ['Yes', 'No', 'Not sure'], open, fallback: null }, text),
  );
function valueOf(reply: ReadReply): Value | undefined {
  return 'value' in reply ? reply.value : undefined;
}

describe('readReply', () => {
  it.each<[HearType, string, Value | undefined]>([
    ['text', '  hello ', 'hello'],
    ['text', '   ', undefined],
    ['name', 'Ana  Maria', 'Ana Maria'],
    ['name', 'R2D2', undefined],
    ['email', 'Ana@Example.com', 'ana@example.com'],
    ['email', 'ana@example', undefined],
    ['integer', '12', 12],
    ['integer', '-3', -3],
    ['integer', '1.000', 1000],
    ['integer', '1.5', undefined],
    ['integer', 'twelve', undefined],
    ['number', '0.125', 0.125],
    ['money', 'R$ 1.234,56', 1234.56],
    ['money', '$1,234.56', 1234.56],
    ['money', '12,5', 12.5],
    ['money', '10 EUR', 10],
    ['money', '1,2,3', undefined],
    ['boolean', 'Sim', true],
    ['boolean', 'no!', false],
    ['boolean', 'maybe', undefined],
    ['date', '2026-01-31', '2026-01-31'],
    ['date', '31/01/2026', '2026-01-31'],
    ['date', '1/31/2026', '2026-01-31'],
    ['date', '2/3/2026', '2026-03-02'],
    ['date', '30/02/2026', undefined],
    ['date', '29.02.2028', '2028-02-29'],
    ['hour', '14:30', '14:30'],
    ['hour', '2:30 pm', '14:30'],
    ['hour', '12 am', '00:00'],
    ['hour', '25:00', undefined],
    ['mobile', '+55 (11) 91234-5678', '+5511912345678'],
    ['mobile', '123', undefined],
    ['zipcode', '01310-100', '01310-100'],
    ['language', 'Português', 'pt'],
    ['language', 'pt_br', 'pt-BR'],
    ['language', 'klingon', undefined],
    ['cpf', '52998224725', '529.982.247-25'],
    ['cpf', '52998224726', undefined],
    ['cpf', '11111111111', undefined],
    ['cnpj', '11222333000181', '11.222.333/0001-81'],
    ['cnpj', '11222333000180', undefined],
    ['url', 'https://example.com/x', 'https://example.com/x'],
    ['url', 'javascript:alert(1)', undefined],
    ['uuid', '5F9C7F3E-0B1A-4C57-9B39-6A7B8C9D0E1F', '5f9c7f3e-0b1a-4c57-9b39-6a7b8c9d0e1f'],
    ['color', '#F80', '#ff8800'],
    ['color', 'Blue', '#0000ff'],
    ['creditcard', '4111 1111 1111 1111', '4111111111111111'],
    ['creditcard', '4111 1111 1111 1112', undefined],
    ['password', 'short', undefined],
    ['file', 'report.pdf', 'report.pdf'],
  ])('reads %s from %j as %j', (type, text, value) => {
    expect(read(type, text)).toEqual(value);
  });

  it('takes a choice by its text, its number, or a part that only it has', () => {
    expect(['yes', '2', '3.', 'sure', 'No'].map((text) => menu(text))).toEqual([
      'Yes',
      'No',
      'Not sure',
      'Not sure',
      'No',
    ]);
    expect(['n', '4', ''].map((text) => menu(text))).toEqual([undefined, undefined, undefined]);
    expect(menu('something else', true)).toBe('something else');
  });

  it('takes the default for an empty reply', () => {
    expect(readReply({ ...plain, type: 'integer', fallback: 7 }, ' ')).toEqual({ value: 7 });
  });

  it('refuses long nonsense at once', () => {
    const types = ['email', 'money', 'zipcode', 'name', 'hour', 'url'] as const;
    for (const type of types) {
      expect(read(type, '1,'.repeat(4_900))).toBeUndefined();
      expect(read(type, 'x'.repeat(20_000))).toBeUndefined();
    }
  });

  it('says what is expected', () => {
    expect(readReply({ ...plain, type: 'date' }, 'soon')).toEqual({
      expected: 'a day, for example 2026-01-31 or 31/01/2026',
    });
  });
});

it('knows types by all their words and hides secrets', () => {
  expect([hearTypeOf('STRING'), hearTypeOf('Email'), hearTypeOf('toString')]).toEqual([
    'text',
    'email',
    undefined,
  ]);
  expect([shownReply('password', 'secret-1'), shownReply('text', 'x')]).toEqual(['********', 'x']);
});
