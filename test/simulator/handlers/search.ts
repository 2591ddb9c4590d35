import type { Link } from '../store';
import type { Handlers, WorkspaceCall } from './call';
import { domainView, linkFoundView, memberView, projectView } from './views';

/** Results when `limit` is not sent; the service's own figure is unknown. */
const DEFAULT_LIMIT = 10;

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * How well a link fits: every word of the term must begin a word of the title; whole words count double. 0 = not found.
 * The page says "full-text with prefix, by relevance" (grade C). That the title alone is looked at is inferred (grade D):
 * the results carry neither reference nor metadata. So an untitled link is not found.
 */
function relevance(link: Link, terms: string[]): number {
	const words = wordsOf(link.linkTitle ?? '');
	const scores = terms.map((term) =>
		words.includes(term) ? 2 : words.some((word) => word.startsWith(term)) ? 1 : 0,
	);
	return scores.some((score) => score === 0) ? 0 : scores.reduce<number>((sum, score) => sum + score, 0);
}

function findLinks({ store, workspace }: WorkspaceCall, term: string): object[] {
	const terms = wordsOf(term);
	return store
		.rows(store.links, workspace.workspaceId)
		.filter((link) => !store.isLinkGone(link))
		.map((link) => ({ link, score: relevance(link, terms) }))
		.filter(({ score }) => score > 0)
		.sort((a, b) => b.score - a.score)
		.map(({ link }) => linkFoundView(store, link));
}

function find(call: WorkspaceCall, type: string, term: string): object[] {
	const { store, workspace } = call;
	const { workspaceId } = workspace;
	const has = (text: string): boolean => text.toLowerCase().includes(term.toLowerCase());
	if (type === 'links') return findLinks(call, term);
	if (type === 'members')
		return store
			.rows(store.members, workspaceId)
			.filter((member) => has(member.memberName))
			.map(memberView);
	if (type === 'domains')
		return store
			.rows(store.domains, workspaceId)
			.filter((domain) => has(domain.domainUrl))
			.map(domainView);
	return store
		.rows(store.projects, workspaceId)
		.filter((project) => project.deletedAt === null && has(project.projectTitle))
		.map(projectView);
}

export const searchHandlers: Handlers<WorkspaceCall> = {
	'workspaces.search': (call) => {
		const type = String(call.query.type);
		const found = find(call, type, String(call.query.q).trim());
		const results = found.slice(0, Number(call.query.limit ?? DEFAULT_LIMIT));
		return { message: 'Search results', data: { type, results } };
	},
};
