/** Reads rrweb's events as plain entries: what was clicked and typed into, by the names that the page's elements have at that time. */
import type { IDataObject } from 'n8n-workflow';

import { asText, isObject } from '../shared/objects';
import { type Fact, isProblem, OTHER } from './facts';
import { readPlain } from './plain';

/** The most nodes of a page that are remembered. */
const MOST_NODES = 20_000;

/** rrweb's numbers for kinds of events, of changes, and of what a mouse does (its source, packages/types). */
const EVENT = { snapshot: 2, change: 3, meta: 4, plugin: 6 };
const CHANGE = { mouse: 2, input: 5 };
const CLICK = 2;
const TEXT_NODE = 3;

/** What is known of a node. */
interface Node {
	label?: string;
	text: string;
	/** The text in it that it is called by when it has no label. */
	calledBy?: number;
	/** What stands in a text area, or in what can be edited, was typed. */
	isTypedInto?: boolean;
}

const objects = (list: unknown): IDataObject[] => (Array.isArray(list) ? list.filter(isObject) : []);

/** By kind, a field that an event of it has: others number what they log too. Two have none. */
const FIELDS: Record<number, string> = { 2: 'node', 3: 'source', 4: 'href', 5: 'tag', 6: 'plugin' };

const isEvent = (type: number, data: IDataObject) =>
	FIELDS[type] ? FIELDS[type] in data : type < 2 && Object.keys(data).length === 0;

export class RrwebReader {
	/** By the numbers that a snapshot gave them. */
	private readonly nodes = new Map<unknown, Node>();

	/** What an event says; undefined for an entry that is none. */
	read({ type, data }: IDataObject): Fact[] | undefined {
		if (typeof type !== 'number' || !isObject(data) || !isEvent(type, data)) return undefined;
		if (type === EVENT.meta) return readPlain('actions', { action: 'navigate', to: data.href });
		if (type === EVENT.plugin) return readPlugin(data);
		if (type === EVENT.change) return this.readChange(data);
		if (type > EVENT.snapshot) return [];
		// Another page: its numbers begin anew
		if (type === EVENT.snapshot) this.nodes.clear();
		this.learn(data.node);
		return OTHER;
	}

	private readChange({ source, type, id, ...changes }: IDataObject): Fact[] {
		this.learnChanges(changes);
		const isClick = source === CHANGE.mouse && type === CLICK;
		if (!isClick && source !== CHANGE.input) return OTHER;
		const { label, isTypedInto, calledBy } = this.nodes.get(id) ?? {};
		const text = isTypedInto ? undefined : this.nodes.get(calledBy)?.text;
		const element = { label: label || text || `element ${asText(id)}` };
		return readPlain('actions', { action: isClick ? 'click' : 'input', element });
	}

	private learnChanges({ removes, adds, texts, attributes }: IDataObject): void {
		const change = (id: unknown, to: Partial<Node>) => Object.assign(this.nodes.get(id) ?? {}, to);
		for (const { id } of objects(removes)) this.nodes.delete(id);
		for (const { parentId, node } of objects(adds)) this.learn(node, parentId);
		for (const { id, value } of objects(texts)) change(id, { text: asText(value).trim() });
		for (const { id, attributes: changed } of objects(attributes)) change(id, labelsIn(changed));
	}

	/** Takes down what people would call a node and those below it: by their label, or the first text that stands in them. */
	private learn(node: unknown, parentId?: unknown): void {
		if (!isObject(node) || typeof node.id !== 'number' || this.nodes.size >= MOST_NODES) return;
		const { id, type, tagName, attributes, textContent, childNodes } = node;
		const parent = this.nodes.get(parentId);
		const isTypedInto = tagName === 'textarea' || parent?.isTypedInto;
		this.nodes.set(id, { text: asText(textContent).trim(), isTypedInto, ...labelsIn(attributes) });
		if (parent && type === TEXT_NODE && !this.nodes.get(parent.calledBy)?.text) parent.calledBy = id;
		for (const child of objects(childNodes)) this.learn(child, id);
	}
}

/** What an element's attributes tell, where they do. */
function labelsIn(attributes: unknown): Partial<Node> {
	if (!isObject(attributes)) return {};
	const label = [attributes['aria-label'], attributes.name, attributes.placeholder].map(asText).find(Boolean);
	return { ...(label && { label }), ...('contenteditable' in attributes && { isTypedInto: true }) };
}

/** rrweb's console plugin, and its network plugin, which tells several requests at once. */
function readPlugin({ plugin, payload }: IDataObject): Fact[] {
	if (!isObject(payload)) return [];
	if (asText(plugin).startsWith('rrweb/console')) return readPlain('consoleLog', payload);
	const facts = objects(payload.requests).map((entry) => readPlain('networkLog', entry));
	// What one of them came to is not known when that of another is
	return facts.every((fact) => fact.length > 0) ? facts.flat() : facts.flat().filter(isProblem);
}
