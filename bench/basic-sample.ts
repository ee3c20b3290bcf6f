/**
 * Statements of an ordinary workflow, repeated: what the language benchmarks read. A token has about as many
 * characters as in the programs of `test/corpus`; in those of `bottemplates/` it has more.
 */
const PIECE = `
' Support case NUMBER: what the order costs, and what its customer gets back of that.
amount_NUMBER = quantity * price + 12.5
IF amount_NUMBER > 100 AND customer.level = "gold" THEN
  discount = ROUND(amount_NUMBER * 0.1, 2)
  TALK "Dear " + customer.name + ", thank you for staying with us: on this order you save " + discount
ELSE IF amount_NUMBER > 50 THEN
  discount = 5
ELSE
  discount = 0
END IF
FOR EACH item IN order_lines
  total = total + item.price * item.quantity
  names[item.sku] = UCASE(item.name)
NEXT item
note = "case NUMBER, in the words of the customer: " + LEFT(complaint, 40)
`;

/** BASIC of at least so many bytes (UTF-16 units; the sample is ASCII). */
export function basicOfSize(bytes: number): string {
  const pieces: string[] = [];
  for (let size = 0, number = 1; size < bytes; number += 1) {
    const piece = PIECE.replaceAll('NUMBER', String(number));
    pieces.push(piece);
    size += piece.length;
  }
  return pieces.join('');
}

/** BASIC of at least so many lines. */
export function basicOfLines(lines: number): string {
  const perPiece = PIECE.split('\n').length - 1;
  const pieces = Array.from({ length: Math.ceil(lines / perPiece) }, (_, number) =>
    PIECE.replaceAll('NUMBER', String(number)),
  );
  return pieces.join('');
}

/** A grammar of the statements above, for the parser generator that we compare with. */
export const PEGGY_GRAMMAR = String.raw`
Program = _n statements:(s:Statement _n { return s; })* { return statements; }
Statement = If / ForEach / Talk / Assign
If = "IF" __ test:Expr __ "THEN" _n body:Body arms:("ELSE IF" __ t:Expr __ "THEN" _n b:Body { return { t, b }; })* other:("ELSE" _n b:Body { return b; })? "END IF" _ { return { kind: "if", test, body, arms, other }; }
Body = (s:Statement _n { return s; })*
ForEach = "FOR EACH" __ name:Name __ "IN" __ list:Expr _n body:Body "NEXT" (__ Name)? _ { return { kind: "each", name, list, body }; }
Talk = "TALK" __ value:Expr _ { return { kind: "talk", value }; }
Assign = target:Postfix _ "=" _ value:Expr _ { return { kind: "assign", target, value }; }
Expr = Or
Or = head:And tail:(__ "OR" __ r:And { return r; })* { return tail.length ? { op: "or", head, tail } : head; }
And = head:Compare tail:(__ "AND" __ r:Compare { return r; })* { return tail.length ? { op: "and", head, tail } : head; }
Compare = left:Sum right:(_ op:("<>" / "<=" / ">=" / "=" / "<" / ">") _ r:Sum { return { op, r }; })? { return right ? { left, right } : left; }
Sum = head:Product tail:(_ op:[+-] _ r:Product { return { op, r }; })* { return tail.length ? { head, tail } : head; }
Product = head:Postfix tail:(_ op:[*/] _ r:Postfix { return { op, r }; })* { return tail.length ? { head, tail } : head; }
Postfix = head:Primary tail:("." n:Name { return { member: n }; } / "[" _ e:Expr _ "]" { return { index: e }; } / "(" _ args:Args? _ ")" { return { args }; })* { return tail.length ? { head, tail } : head; }
Args = head:Expr tail:(_ "," _ e:Expr { return e; })* { return [head, ...tail]; }
Primary = Number / Text / !Keyword n:Name { return { name: n, location: range() }; } / "(" _ e:Expr _ ")" { return e; }
Keyword = ("IF" / "THEN" / "ELSE" / "END" / "FOR" / "NEXT" / "IN" / "TALK" / "AND" / "OR") ![A-Za-z0-9_]
Number = digits:$([0-9]+ ("." [0-9]+)?) { return Number(digits); }
Text = "\"" text:$[^"]* "\"" { return text; }
Name = $([A-Za-z_] [A-Za-z0-9_]*)
_ = [ \t]*
__ = [ \t]+
_n = ([ \t\r\n] / Comment)*
Comment = "'" [^\n]*
`;
