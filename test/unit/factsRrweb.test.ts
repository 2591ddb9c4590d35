import type { Fact } from '../../nodes/Userplane/logs/facts';
import { action, error, read, readAll, request, URL } from './readFacts';

describe('rrweb', () => {
	const event = (type: number, data: object) => ({ type, data });
	const clickOn = (id: number) => event(3, { source: 2, type: 2, id });

	function after(node: object, id: number): Fact[] {
		return readAll('actions', event(2, { node }), clickOn(id))[1];
	}

	const text = (id: number, textContent: string) => ({ type: 3, id, textContent });

	it.each<[what: string, node: object, called: string]>([
		['its text', { id: 5, childNodes: [text(6, ' \n'), text(7, ' Pay '), text(8, 'x')] }, "'Pay'"],
		[
			'its label rather than its text',
			{ id: 5, attributes: { 'aria-label': 'Pay' }, childNodes: [text(6, 'x')] },
			"'Pay'",
		],
		['its label rather than its name', { id: 5, attributes: { 'aria-label': 'Pay', name: 'x' } }, "'Pay'"],
		['its name', { id: 5, attributes: { name: 'Pay', placeholder: 'x' } }, "'Pay'"],
		[
			'its text rather than a comment',
			{ id: 5, childNodes: [{ type: 5, id: 6, textContent: 'x' }, text(7, 'Pay')] },
			"'Pay'",
		],
		['its placeholder', { id: 5, attributes: { placeholder: 'Pay' } }, "'Pay'"],
		['its number', { id: 5, attributes: 1, childNodes: 1 }, 'element 5'],
		[
			'its number when its text was typed',
			{ id: 5, tagName: 'textarea', childNodes: [text(6, 'hunter2')] },
			'element 5',
		],
	])('calls an element by %s', (_, node, called) => {
		expect(after({ id: 1, childNodes: [null, node] }, 5)).toEqual([action(`Clicked ${called}`)]);
	});

	it('tells clicks, inputs and pages', () => {
		expect(read('actions', event(3, { source: 5, id: 5 }))).toEqual([action('Typed into element 5')]);
		expect(read('actions', event(4, { href: URL }))).toEqual([{ kind: 'page', url: URL }]);
		expect(read('actions', event(4, {}))).toEqual([]);
	});

	it.each([
		event(0, {}),
		event(1, {}),
		event(2, { node: {} }),
		event(3, { source: 2, type: 1, id: 5 }),
		event(3, { source: 1, type: 2, id: 5 }),
	])('has events of no interest: %j', (entry) => {
		expect(read('actions', entry)).toEqual([{ kind: 'other' }]);
	});

	it.each([0, 2, 3, 4, 6])('is none whose number alone is that of an event: %d', (type) => {
		const entry = { type, data: { level: 'error', message: 'x' } };
		expect(read('consoleLog', entry)).toEqual([error('x')]);
		expect(read('networkLog', { type, data: { url: URL, method: 'GET', status: 500 } })).toMatchObject([
			{ outcome: 'failed' },
		]);
	});

	it("has events of a page's own, and others, which are not guessed at", () => {
		for (const type of [5, 7]) expect(read('actions', event(type, { tag: 'x', payload: {} }))).toEqual([]);
	});

	const change = (data: object) => event(3, { source: 0, ...data });
	const button = (id: number, label: string) => ({
		id,
		tagName: 'button',
		childNodes: [text(id + 1, label)],
	});
	const page = (...nodes: object[]) => event(2, { node: { id: 1, childNodes: nodes } });
	const clickedAfter = (...entries: object[]) => readAll('actions', ...entries, clickOn(5)).at(-1);

	it('calls an element by its current name', () => {
		expect(clickedAfter(page(button(5, 'Pay')), page(button(7, 'Back')))).toEqual([
			action('Clicked element 5'),
		]);
		expect(clickedAfter(page(button(5, 'Pay')), page(button(5, 'Back')))).toEqual([action("Clicked 'Back'")]);
		const texts = change({ texts: [{ id: 6, value: ' Paying ' }] });
		expect(clickedAfter(page(button(5, 'Pay')), texts)).toEqual([action("Clicked 'Paying'")]);
		const swap = change({
			removes: [{ parentId: 5, id: 6 }],
			adds: [{ parentId: 5, node: text(9, 'Paid') }],
		});
		expect(clickedAfter(page(button(5, 'Pay')), swap)).toEqual([action("Clicked 'Paid'")]);
		const attributes = change({ attributes: [{ id: 5, attributes: { 'aria-label': 'Done' } }] });
		expect(clickedAfter(page(button(5, 'Pay')), attributes)).toEqual([action("Clicked 'Done'")]);
		const added = change({ adds: [{ parentId: 1, node: button(5, 'New') }, null, { parentId: 1 }] });
		expect(clickedAfter(page(), added)).toEqual([action("Clicked 'New'")]);
		expect(readAll('actions', page(button(5, 'Pay')), texts)[1]).toEqual([{ kind: 'other' }]);
		const second = { ...button(5, 'Pay'), childNodes: [text(6, 'Pay'), text(7, 'now')] };
		const other = change({ texts: [{ id: 7, value: 'later' }] });
		expect(clickedAfter(page(second), other)).toEqual([action("Clicked 'Pay'")]);
		const blank = change({ texts: [{ id: 6, value: ' ' }] });
		expect(clickedAfter(page(button(5, 'Pay')), blank)).toEqual([action('Clicked element 5')]);
		expect(clickedAfter(page(button(5, ' ')), texts)).toEqual([action("Clicked 'Paying'")]);
		expect(clickedAfter(page(button(5, 'Pay')), event(1, {}))).toEqual([action("Clicked 'Pay'")]);
		const lost = change({ adds: [{ parentId: 99, node: text(9, 'x') }], texts: [{ id: 98, value: 'x' }] });
		expect(clickedAfter(page(button(5, 'Pay')), lost)).toEqual([action("Clicked 'Pay'")]);
		const unnumbered = { childNodes: [{ type: 3, textContent: 'x' }] };
		expect(clickedAfter(page(unnumbered))).toEqual([action('Clicked element 5')]);
	});

	it('never calls an element by what was typed', () => {
		const area = { id: 5, tagName: 'textarea', childNodes: [] };
		const typed = change({ adds: [{ parentId: 5, node: text(6, 'hunter2') }] });
		expect(clickedAfter(page(area), typed)).toEqual([action('Clicked element 5')]);
		const edited = change({ attributes: [{ id: 5, attributes: { contenteditable: '' } }] });
		expect(clickedAfter(page(button(5, 'hunter2')), edited)).toEqual([action('Clicked element 5')]);
		const editor = { id: 4, attributes: { contenteditable: 'true' }, childNodes: [button(5, 'hunter2')] };
		expect(clickedAfter(page(editor))).toEqual([action('Clicked element 5')]);
		expect(clickedAfter(page(editor), change({ texts: [{ id: 6, value: 'x' }] }))).toEqual([
			action('Clicked element 5'),
		]);
	});

	it('has plugins that tell several things, and nothing when one of them is not known', () => {
		const tell = (...requests: object[]) =>
			read('actions', event(6, { plugin: 'rrweb/network@1', payload: { requests } }));
		const fine = { name: URL, status: 200 };
		expect(tell(fine, fine)).toHaveLength(2);
		expect(tell(fine, { name: URL })).toEqual([]);
		expect(tell(fine, { name: URL }, { name: URL, error: 'x' })).toEqual([
			request({ url: URL, failure: 'x' }),
		]);
		const payload = { level: 'error', payload: ['"x"', '{"b":2}'], trace: [] };
		expect(read('actions', event(6, { plugin: 'rrweb/console@1', payload }))).toEqual([error('x {"b":2}')]);
	});

	it('remembers elements within bounds', () => {
		const many = Array.from({ length: 20_001 }, (_, n) => ({ id: n + 10, attributes: { name: `e${n}` } }));
		expect(after({ id: 1, childNodes: many }, 20_008)).toEqual([action("Clicked 'e19998'")]);
		expect(after({ id: 1, childNodes: many }, 20_009)).toEqual([action('Clicked element 20009')]);
	});
});
