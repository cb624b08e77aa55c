import ts from 'typescript';
import type { Sources } from './imports.ts';

/** Only here is "now" made. */
const CLOCK = 'src/clock/clock.ts';

/** Every habit that a file of src/ has and should not have, each with what to do instead. */
export function badHabits(sources: Sources): string[] {
  return [...sources].flatMap(([file, source]) => {
    const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
    const found: string[] = [];
    const tell = (node: ts.Node, advice: string): void => {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      found.push(`${file}:${line + 1} ${advice}`);
    };
    const look = (node: ts.Node): void => {
      const advice = adviceFor(file, node, tree);
      if (advice !== null) tell(node, advice);
      ts.forEachChild(node, look);
    };
    look(tree);
    if (/(?:^|\/)utils\.tsx?$/.test(file)) {
      found.push(
        `${file} says nothing about what is in it. Name the file after the thing it makes or knows.`,
      );
    }
    source.split('\n').forEach((line, index) => {
      if (/\/[/*]\s*@ts-(?:ignore|nocheck|expect-error)/.test(line)) {
        found.push(
          `${file}:${index + 1} silences the type check. Give the value its type, or narrow it with zod.`,
        );
      }
    });
    return found;
  });
}

function adviceFor(file: string, node: ts.Node, tree: ts.SourceFile): string | null {
  if (node.kind === ts.SyntaxKind.AnyKeyword) {
    return 'uses the type any. Use unknown and narrow it, or name the type.';
  }
  if (file !== CLOCK && makesNow(node, tree)) {
    return `makes "now". Take today or a Clock as an argument; only ${CLOCK} asks the computer.`;
  }
  if (
    ts.isPropertyAccessExpression(node) &&
    node.getText(tree) === 'process.env' &&
    !handedToConfig(file, node)
  ) {
    return 'reads the environment. Add a field to src/config.ts and take the value from the config.';
  }
  return null;
}

/** `new Date()`, `Date()`, `Date.now()`. What only measures how long something took is `performance.now()`. */
function makesNow(node: ts.Node, tree: ts.SourceFile): boolean {
  if (ts.isNewExpression(node))
    return node.expression.getText(tree) === 'Date' && (node.arguments?.length ?? 0) === 0;
  if (ts.isCallExpression(node)) return node.expression.getText(tree) === 'Date';
  return ts.isPropertyAccessExpression(node) && node.getText(tree) === 'Date.now';
}

/**
 * The one exception: a command hands the environment over as a whole, `readConfig(process.env, …)`, so that config.ts
 * stays a function that a test can call with any environment.
 */
function handedToConfig(file: string, node: ts.Node): boolean {
  const call = node.parent;
  return (
    file.startsWith('src/commands/') &&
    ts.isCallExpression(call) &&
    ts.isIdentifier(call.expression) &&
    call.expression.text === 'readConfig' &&
    call.arguments[0] === node
  );
}
