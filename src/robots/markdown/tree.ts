import type { fromMarkdown } from 'mdast-util-from-markdown';

/*
 * The nodes of mdast ("Markdown Abstract Syntax Tree"), as the parser makes
 * them: a root of blocks, blocks of inline content.
 */

export type Root = ReturnType<typeof fromMarkdown>;
export type RootContent = Root['children'][number];
export type Nodes = Root | RootContent;

type Of<Type extends RootContent['type']> = Extract<RootContent, { type: Type }>;

export type Paragraph = Of<'paragraph'>;
export type PhrasingContent = Paragraph['children'][number];
export type Blockquote = Of<'blockquote'>;
export type BlockContent = Blockquote['children'][number];
export type List = Of<'list'>;
export type ListItem = Of<'listItem'>;
export type Table = Of<'table'>;
export type TableRow = Of<'tableRow'>;
export type Text = Of<'text'>;
export type Strong = Of<'strong'>;
export type Link = Of<'link'>;
export type Definition = Of<'definition'>;
