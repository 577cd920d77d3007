import ts from 'typescript';
import type { SourceFile } from './files.ts';

const EFFECTS = new Set(['useEffect', 'useLayoutEffect', 'useInsertionEffect']);

/**
 * Effects, and refs that are functions, which may hand React something else than nothing or a function to end with. Types do
 * not tell: what a browser's method returns is `void` by them and a Promise in the next version.
 */
export function looseEffects({ path, text }: SourceFile): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const say = (node: ts.Node) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${path}:${line + 1}: ${node.getText().split('\n')[0]}`);
  };
  const check = (effect: ts.Node | undefined) => {
    if (!effect || !isFunction(effect)) return;
    const isAsync = effect.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
    if (isAsync) say(effect);
    else if (!ts.isBlock(effect.body)) {
      if (!endsWell(effect.body)) say(effect);
    } else for (const end of returnsOf(effect.body)) if (end && !endsWell(end)) say(end);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const name = ts.isPropertyAccessExpression(node.expression)
        ? node.expression.name.text
        : node.expression.getText();
      if (EFFECTS.has(name)) {
        const [effect] = node.arguments;
        if (effect && !isFunction(effect)) say(node);
        check(effect);
      }
    }
    if (ts.isJsxAttribute(node) && node.name.getText() === 'ref') {
      const { initializer } = node;
      if (initializer && ts.isJsxExpression(initializer)) check(initializer.expression);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const isFunction = (node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression =>
  ts.isArrowFunction(node) || ts.isFunctionExpression(node);

/** Nothing, or a function that is written there. */
function endsWell(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node)) return endsWell(node.expression);
  if (ts.isConditionalExpression(node)) return endsWell(node.whenTrue) && endsWell(node.whenFalse);
  return isFunction(node) || ts.isVoidExpression(node) || node.getText() === 'undefined';
}

/** What a function returns, functions within it left out. */
function returnsOf(block: ts.Node): (ts.Expression | undefined)[] {
  const found: (ts.Expression | undefined)[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node)) found.push(node.expression);
    if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  ts.forEachChild(block, visit);
  return found;
}
