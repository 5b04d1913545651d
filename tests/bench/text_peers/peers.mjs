// Figures of other engines on the recorded editing histories, one JSON object a line, named as text_bench names its own.
//   node peers.mjs FOLDER ROUNDS ENGINE [TRACE...]    ENGINE: yjs, loro, automerge or diamond
// All traces hold characters of the Basic Multilingual Plane only, so that code points are UTF-16 units everywhere.
import fs from 'node:fs'
import zlib from 'node:zlib'

const [folder = '../shared/traces', roundsText = '5', only = 'yjs', ...named] = process.argv.slice(2)
const rounds = Number(roundsText)
const traces = named.length ? named : ['automerge-paper', 'json-crdt-patch', 'friendsforever_flat', 'friendsforever', 'offline2', 'live8']
const traceOf = name => JSON.parse(zlib.gunzipSync(fs.readFileSync(`${folder}/${name}.json.gz`)))

const report = (trace, figure, value, unit) =>
  console.log(JSON.stringify({ bench: 'text', engine: only, trace, figure, value: Number(value.toFixed(4)), unit }))

function medianMs(prepare, work, times = rounds) {
  const all = []
  for (let i = 0; i < times; ++i) {
    const subject = prepare()
    const start = performance.now()
    const made = work(subject)
    all.push(performance.now() - start)
    made?.free?.()
  }
  return all.sort((a, b) => a - b)[all.length >> 1]
}

// An engine: make(agent), edit(doc, patches) as one transaction, text(doc), and the updates below.
const engines = {
  async yjs() {
    const Y = await import('yjs')
    const make = agent => {
      const doc = new Y.Doc()
      doc.clientID = agent + 1
      doc.getText('t')
      return doc
    }
    return {
      make,
      edit: (doc, patches) => doc.transact(() => {
        const text = doc.getText('t')
        for (const [at, erased, words] of patches) {
          if (erased) text.delete(at, erased)
          if (words) text.insert(at, words)
        }
      }),
      text: doc => doc.getText('t').toString(),
      version: doc => Y.encodeStateVector(doc),
      since: (doc, version) => Y.encodeStateAsUpdate(doc, version),
      all: doc => Y.encodeStateAsUpdate(doc),
      apply: (doc, update) => { Y.applyUpdate(doc, update); return doc },
      save: doc => Y.encodeStateAsUpdateV2(doc),
      load: saved => { const doc = new Y.Doc(); Y.applyUpdateV2(doc, saved); return doc },
      // Deltas are taken from the update event: what a provider would send.
      listen: (doc, heard) => doc.on('update', heard)
    }
  },
  async loro() {
    const { LoroDoc } = await import('loro-crdt')
    return {
      make: agent => { const doc = new LoroDoc(); doc.setPeerId(BigInt(agent + 1)); doc.getText('t'); return doc },
      edit: (doc, patches) => {
        const text = doc.getText('t')
        for (const [at, erased, words] of patches) {
          if (erased) text.delete(at, erased)
          if (words) text.insert(at, words)
        }
        doc.commit()
      },
      text: doc => doc.getText('t').toString(),
      version: doc => doc.version(),
      since: (doc, version) => doc.export({ mode: 'update', from: version }),
      all: doc => doc.export({ mode: 'update' }),
      apply: (doc, update) => { doc.import(update); return doc },
      applyMany: (doc, updates) => { doc.importBatch(updates); return doc },
      save: doc => doc.export({ mode: 'snapshot' }),
      load: saved => { const doc = new LoroDoc(); doc.import(saved); return doc },
      listen: (doc, heard) => doc.subscribeLocalUpdates(heard)
    }
  },
  async automerge() {
    const A = await import('@automerge/automerge')
    const base = A.save(A.from({ t: '' }, { actor: 'ff' }))
    return {
      slow: true,
      make: agent => ({ doc: A.load(base, { actor: (agent + 1).toString(16).padStart(2, '0') }) }),
      edit: (holder, patches) => {
        holder.doc = A.change(holder.doc, doc => { for (const [at, erased, words] of patches) A.splice(doc, ['t'], at, erased, words) })
      },
      text: holder => holder.doc.t,
      version: holder => A.getHeads(holder.doc),
      since: (holder, heads) => A.getChangesSince(holder.doc, heads),
      lastChange: holder => [A.getLastLocalChange(holder.doc)],
      join: lists => lists.flat(),
      bytes: update => update.reduce((sum, change) => sum + change.length, 0),
      apply: (holder, update) => { [holder.doc] = A.applyChanges(holder.doc, update); return holder },
      save: holder => A.save(holder.doc),
      load: saved => ({ doc: A.load(saved) })
    }
  },
  async diamond() {
    const dt = await import('diamond-types-node')
    const { Doc, OpLog } = dt.default ?? dt
    return {
      // Its log takes the parents as they are: no copies of the agents are needed to make the updates.
      fromGraph: trace => {
        const log = new OpLog('agent0')
        const versions = []
        const updates = []
        for (const { agent, parents, patches } of trace.txns) {
          log.setAgent(`agent${agent}`)
          let at = [...new Set(parents.flatMap(parent => versions[parent]))].sort((a, b) => a - b)
          const before = log.getLocalVersion()
          for (const [position, erased, words] of patches) {
            if (erased) at = [log.del(position, erased, Uint32Array.from(at))]
            if (words) at = [log.ins(position, words, Uint32Array.from(at))]
          }
          versions.push(at)
          if (patches.length) updates.push(log.getPatchSince(before))
        }
        return { whole: Doc.fromBytes(log.toBytes(), 'reader'), updates }
      },
      make: agent => new Doc(`agent${agent}`),
      edit: (doc, patches) => {
        for (const [at, erased, words] of patches) {
          if (erased) doc.del(at, erased)
          if (words) doc.ins(at, words)
        }
      },
      text: doc => doc.get(),
      version: doc => doc.getLocalVersion(),
      since: (doc, version) => doc.getPatchSince(version),
      all: doc => doc.toBytes(),
      apply: (doc, update) => { doc.mergeBytes(update); return doc },
      save: doc => doc.toBytes(),
      load: saved => Doc.fromBytes(saved, 'reader'),
      free: true,
      oneByOneLeftOut: ['offline2', 'live8']
    }
  }
}

const engine = await engines[only]()
const bytesOf = engine.bytes ?? (update => update.length)

function measure(name) {
  const trace = traceOf(name)
  const concurrent = trace.kind === 'concurrent'
  const few = engine.slow ? Math.min(rounds, 3) : rounds
  let updates = []
  let whole
  if (!concurrent) {
    // A change of its own for every character would take the slow one minutes: a hundred transactions make one there.
    const group = engine.slow && trace.txns.length > 30000 ? 100 : 1
    const edits = []
    for (let i = 0; i < trace.txns.length; i += group) edits.push(trace.txns.slice(i, i + group).flatMap(({ patches }) => patches))
    report(name, group === 1 ? 'apply local' : `apply local, ${group} transactions a change`, medianMs(() => engine.make(0), doc => {
      for (const patches of edits) engine.edit(doc, patches)
      return engine.free ? doc : undefined
    }, engine.slow ? 1 : few), 'ms')
    whole = engine.make(0)
    let last
    if (engine.listen) engine.listen(whole, update => { last = update })
    let bytes = 0
    for (const patches of edits) {
      const before = engine.lastChange || engine.listen ? undefined : engine.version(whole)
      engine.edit(whole, patches)
      const update = engine.lastChange ? engine.lastChange(whole) : engine.listen ? last : engine.since(whole, before)
      bytes += bytesOf(update)
      updates.push(update)
    }
    if (group === 1) report(name, 'wire bytes a transaction', bytes / trace.txns.length, 'bytes')
  } else if (engine.fromGraph) {
    ({ whole, updates } = engine.fromGraph(trace))
  } else {
    const docs = Array.from({ length: trace.numAgents }, (_, i) => engine.make(i))
    const known = docs.map(() => new Set())
    trace.txns.forEach((txn, index) => {
      const doc = docs[txn.agent]
      const lacking = []
      const visit = [...txn.parents]
      while (visit.length) {
        const at = visit.pop()
        if (known[txn.agent].has(at)) continue
        known[txn.agent].add(at)
        lacking.push(at)
        visit.push(...trace.txns[at].parents)
      }
      lacking.sort((a, b) => a - b)
      for (const at of lacking) if (updates[at] !== undefined) engine.apply(doc, updates[at])
      known[txn.agent].add(index)
      if (!txn.patches.length) { updates.push(undefined); return }
      const before = engine.version(doc)
      engine.edit(doc, txn.patches)
      updates.push(engine.since(doc, before))
    })
    whole = docs[trace.txns.at(-1).agent]  // the last transaction follows all others
    updates = updates.filter(update => update !== undefined)
  }
  const text = engine.text(whole)
  if (text !== trace.endContent) {
    console.error(`${only} ${name}: not the text the trace ends with`)
    process.exitCode = 1
  }
  const fresh = () => engine.make(98)
  const keep = doc => (engine.free ? doc : undefined)
  if (engine.join) {
    const row = engine.join(updates)
    report(name, 'merge in one batch', medianMs(fresh, doc => keep(engine.apply(doc, row)), few), 'ms')
  } else if (engine.applyMany) {
    report(name, 'merge in one batch', medianMs(fresh, doc => keep(engine.applyMany(doc, updates)), few), 'ms')
  } else {
    const row = engine.all(whole)
    report(name, 'merge in one batch', medianMs(fresh, doc => keep(engine.apply(doc, row)), few), 'ms')
  }
  if (!engine.oneByOneLeftOut?.includes(name)) {
    report(name, 'merge one by one', medianMs(fresh, doc => {
      for (const update of updates) engine.apply(doc, update)
      return keep(doc)
    }, 1), 'ms')
  } else {
    console.error(`${only} ${name}: merging ${updates.length} updates one by one left out, it takes minutes`)
  }
  const saved = engine.save(whole)
  report(name, 'saved', saved.length / 1000, 'kB')
  report(name, 'load to readable', medianMs(() => 0, () => {
    const doc = engine.load(saved)
    if (engine.text(doc).length !== text.length) throw new Error('not read')
    return keep(doc)
  }, few), 'ms')
  report(name, 'load to editable', medianMs(() => 0, () => {
    const doc = engine.load(saved)
    engine.edit(doc, [[0, 0, 'x']])
    return keep(doc)
  }, few), 'ms')
}

for (const name of traces) measure(name)
