// The types of documents and passages.
export type {
  CodeBlock,
  DefinitionListBlock,
  DocumentBlock,
  DocumentDefinition,
  DocumentFormat,
  DocumentLink,
  DocumentPage,
  DocumentRegion,
  DocumentSection,
  DocumentSentence,
  FoundPassage,
  HeadingBlock,
  InlineMark,
  KnowledgeDocument,
  ListBlock,
  ListItem,
  ParagraphBlock,
  Passage,
  RegionRole,
  TableBlock,
} from '../../domain/knowledge/index.js'
export type { TextRange, TextSpan } from '../../domain/text/index.js'
export * from './document-reader.js'
export * from './document-repository.js'
export * from './knowledge-index.js'
