/** Reads rrweb's events: what was clicked and typed into, by the names that the page's elements have at that time. */
import type { IDataObject } from 'n8n-workflow';

import { asText, isObject } from '../shared/objects';
import { console, levelOf } from './console';
import { type Fact, OTHER, isProblem } from './facts';
import { Said } from './meaning';
import { request } from './requests';
import { clicked } from './wording';

/** The most nodes of a page that are remembered. */
const MOST_NODES = 20_000;

/** What is known of a node: its label, its text and the node that this is of, and of which element it is itself the text. */
interface Node {
	label?: string;
	text?: string;
	textFrom?: number;
	above?: number;
	/** What stands in a text area, or in what can be edited, was typed. */
	isTypedInto?: boolean;
}

/** rrweb's numbers for kinds of events, of changes, and of clicks (its source, packages/types). */
const FULL_SNAPSHOT = 2;
const INCREMENTAL = 3;
const META = 4;
const CUSTOM = 5;
const PLUGIN = 6;
const MUTATION = 0;
const MOUSE = 2;
const INPUT = 5;
const CLICK = 2;

const objects = (list: unknown): IDataObject[] => (Array.isArray(list) ? list.filter(isObject) : []);

export class RrwebReader {
	/** By the numbers that a snapshot gave them. */
	private readonly nodes = new Map<number, Node>();

	read(type: number, data: IDataObject): Fact[] {
		switch (type) {
			case META: {
				const url = asText(data.href);
				return url === '' ? [] : [{ kind: 'page', url }];
			}
			case FULL_SNAPSHOT:
				// Another page: its numbers begin anew
				this.nodes.clear();
				this.learn(data.node);
				return OTHER;
			case INCREMENTAL:
				return this.readChange(data);
			case PLUGIN:
				return readPlugin(data);
			default:
				return type === CUSTOM ? [] : OTHER;
		}
	}

	private readChange(data: IDataObject): Fact[] {
		if (data.source === MUTATION) this.learnChanges(data);
		const name = this.nameOf(Number(data.id)) ?? `element ${asText(data.id)}`;
		if (data.source === MOUSE && data.type === CLICK) return [{ kind: 'action', text: clicked(name) }];
		return data.source === INPUT ? [{ kind: 'action', text: `Typed into ${name}` }] : OTHER;
	}

	private nameOf(id: number): string | undefined {
		const node = this.nodes.get(id);
		return node?.label ?? node?.text;
	}

	private learnChanges({ removes, adds, texts, attributes }: IDataObject): void {
		for (const { id } of objects(removes)) {
			this.setText(Number(id), '');
			this.nodes.delete(Number(id));
		}
		for (const { parentId, node } of objects(adds)) this.learn(node, Number(parentId));
		for (const { id, value } of objects(texts)) this.setText(Number(id), asText(value).trim());
		for (const { id, attributes: changed } of objects(attributes)) {
			const label = labelIn(changed);
			if (label !== undefined) this.remember(Number(id), { label });
		}
	}

	/** Takes down what people would call a node and those below it: by their label or text. */
	private learn(root: unknown, parent?: number): void {
		const open: Array<[node: unknown, above?: number]> = [[root, parent]];
		for (let next = open.pop(); next; next = open.pop()) {
			const [node, above = NaN] = next;
			if (!isObject(node)) continue;
			const id = Number(node.id);
			const { attributes, childNodes } = node;
			const isTypedInto = isEdited(node) || this.nodes.get(above)?.isTypedInto;
			if (!this.remember(id, { above, label: labelIn(attributes), isTypedInto })) return;
			const text = asText(node.textContent).trim();
			if (text !== '' && this.nodes.get(above)?.text === undefined) this.setText(id, text);
			// The first one has the first word
			if (Array.isArray(childNodes)) for (const below of [...childNodes].reverse()) open.push([below, id]);
		}
	}

	/** Takes a text down as that of the element that it stands in; an empty one leaves it without. */
	private setText(id: number, text: string): void {
		const above = this.nodes.get(this.nodes.get(id)?.above ?? NaN);
		if (!above || above.isTypedInto || (above.textFrom ?? id) !== id) return;
		above.text = text === '' ? undefined : text;
		above.textFrom = text === '' ? undefined : id;
	}

	/** @returns whether there is room for it */
	private remember(id: number, node: Node): boolean {
		if (this.nodes.size >= MOST_NODES && !this.nodes.has(id)) return false;
		this.nodes.set(id, { ...this.nodes.get(id), ...node });
		return true;
	}
}

function isEdited({ tagName, attributes }: IDataObject): boolean {
	return tagName === 'textarea' || (isObject(attributes) && 'contenteditable' in attributes);
}

function labelIn(attributes: unknown): string | undefined {
	if (!isObject(attributes)) return undefined;
	return [attributes['aria-label'], attributes.name, attributes.placeholder].map(asText).find(Boolean);
}

/** rrweb's console plugin, and its network plugin, which tells several requests at once. */
function readPlugin({ plugin, payload }: IDataObject): Fact[] {
	if (!isObject(payload)) return [];
	if (asText(plugin).startsWith('rrweb/console')) {
		const said = new Said({ level: payload.level, message: payload.payload });
		return console(levelOf(said), said);
	}
	const facts = objects(payload.requests).map((entry) => request(new Said(entry)));
	// What one of them came to is not known when that of another is
	return facts.some((fact) => fact.length === 0) ? facts.flat().filter(isProblem) : facts.flat();
}
