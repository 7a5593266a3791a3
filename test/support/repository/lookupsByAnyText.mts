import { join, relative } from 'node:path';
import ts from 'typescript';

/** Where code looks something up by a name that it does not spell out. */
export interface Lookup {
	/** From the root of the project. */
	file: string;
	line: number;
	/** As it is written, for example `table[name]`. */
	code: string;
}

const { TypeFlags, SyntaxKind } = ts;

/** Types whose values may be any text. Texts out of a list of literals are known names. */
const ANY_TEXT =
	TypeFlags.Any |
	TypeFlags.Unknown |
	TypeFlags.String |
	TypeFlags.TemplateLiteral |
	TypeFlags.StringMapping |
	TypeFlags.TypeParameter |
	TypeFlags.Index;

function mayBeAnyText(type: ts.Type): boolean {
	return type.isUnion() ? type.types.some(mayBeAnyText) : (type.flags & ANY_TEXT) !== 0;
}

/**
 * Every `table[name]`, `name in table` and `{ [name]: value } = table` of the
 * package where the name may be any text: each finds what all objects inherit,
 * when somebody sends its name.
 */
export function lookupsByAnyText(root: string): Lookup[] {
	const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic() {} };
	const configuration = ts.getParsedCommandLineOfConfigFile(
		join(root, 'tsconfig.json'),
		{ noEmit: true, incremental: false, tsBuildInfoFile: undefined },
		host,
	)!;
	const program = ts.createProgram(configuration.fileNames, configuration.options);
	const checker = program.getTypeChecker();
	const isByAnyText = (name: ts.Expression) =>
		!ts.isStringLiteralLike(name) && mayBeAnyText(checker.getTypeAtLocation(name));

	return configuration.fileNames.flatMap((fileName) => {
		const file = program.getSourceFile(fileName)!;
		if (file.isDeclarationFile) return [];
		const found: Lookup[] = [];
		const look = (node: ts.Node): void => {
			const isLookup =
				(ts.isElementAccessExpression(node) && isByAnyText(node.argumentExpression)) ||
				(ts.isBinaryExpression(node) &&
					node.operatorToken.kind === SyntaxKind.InKeyword &&
					isByAnyText(node.left)) ||
				(ts.isBindingElement(node) &&
					node.propertyName !== undefined &&
					ts.isComputedPropertyName(node.propertyName) &&
					isByAnyText(node.propertyName.expression));
			if (isLookup) {
				const { line } = file.getLineAndCharacterOfPosition(node.getStart());
				found.push({ file: relative(root, fileName), line: line + 1, code: node.getText() });
			}
			ts.forEachChild(node, look);
		};
		look(file);
		return found;
	});
}
