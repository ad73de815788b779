// What reading has learnt. A thousand reports have the same few hundred labels, so each is folded and looked up once.

import DisclosureReport

/// What was learnt of labels and forms while reading, for the next document: held by who reads many, one for each thread.
///
/// ```swift
/// let session = ReadingSession()
/// for path in ["2019.html", "2020.html"] {
///   try readReports(Source(path: path), in: session) { print($0.title) }
/// }
/// ```
///
/// Threads share none of it: counting references to the same labels, they would wait for each other all the time.
public final class ReadingSession {
  private lazy var editions = KnownForms(Form.editions)
  /// What is known of the form that was asked for last.
  private var other: (form: Form, known: KnownForms)?

  public init() {}

  /// What is known of the form that is asked for, else of the editions.
  func forms(_ form: Form?) -> KnownForms {
    guard let form else { return editions }
    if let other, other.form === form { return other.known }
    let known = KnownForms([form])
    other = (form, known)
    return known
  }
}

/// What is known of the forms to read with, each part from when it is asked for.
final class KnownForms {
  private(set) lazy var indices = forms.map(LabelIndex.init)
  /// How titles are worded.
  private(set) lazy var titles = TitleWordings(forms)
  /// The words that stand for figures; what gongkai wrote in an edition's words is read in any form.
  private(set) lazy var words = FigureWords(Form.editions + forms)
  private let forms: [Form]
  /// Texts that are no figures in the words of these forms.
  private let labels = KnownLabels()

  init(_ forms: [Form]) {
    self.forms = forms
  }

  /// What some bytes are as a figure, and if they are none, as a label.
  func reading(of bytes: ArraySlice<UInt8>) -> (PrintedFigure, Label?) {
    if let plain = PrintedFigure(plain: bytes) { return (plain, nil) }
    if let label = labels[bytes] { return (.text, label) }
    let figure = PrintedFigure(bytes, words)
    return (figure, figure.isText && bytes.count <= Label.longest ? labels.label(of: bytes) : nil)
  }

  /// A line as a title; nil if it is none. A document's first lines are looked at again and again.
  func title(of line: String) -> TitleText? { title(of: Array(line.utf8)[...]) }

  func title(of line: ArraySlice<UInt8>) -> TitleText? {
    guard titles.couldHold(line) else { return nil }
    if let known = lines[line] { return known }
    if lines.count >= Self.lineLimit { lines = [:] }
    let title = TitleText(String(decoding: line, as: UTF8.self), titles)
    // What is kept must not keep the document.
    lines[Array(line)[...]] = .some(title)
    return title
  }

  private var lines: [ArraySlice<UInt8>: TitleText?] = [:]
  private static let lineLimit = 64
}

/// Labels as they were folded.
final class KnownLabels {
  private var labels: [ArraySlice<UInt8>: Label] = [:]

  /// Labels beyond these are not kept, so that what documents hold cannot fill the memory.
  private static let limit = 4096
  private static let longest = 200

  subscript(bytes: ArraySlice<UInt8>) -> Label? { bytes.count <= Self.longest ? labels[bytes] : nil }

  /// Folds a text that is not known, and keeps it.
  func label(of bytes: ArraySlice<UInt8>) -> Label {
    guard bytes.count <= Self.longest, labels.count < Self.limit else { return Label(bytes, number: nil) }
    let label = Label(bytes, number: labels.count)
    // A copy: the slice would keep its whole document.
    labels[ArraySlice(Array(bytes))] = label
    return label
  }
}
