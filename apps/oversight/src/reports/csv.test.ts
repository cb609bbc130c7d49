import { csv } from './csv';

test('quotes what needs it and defuses formulas', () => {
  const rows = [
    { a: 'x,"y"', b: null },
    { a: '=1+1', b: -2 },
  ];
  expect(csv(['a', 'b'], rows)).toBe('a,b\r\n"x,""y""",\r\n\'=1+1,-2\r\n');
});
