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
  private lazy var editions = Form.editions.map(LabelIndex.init)
  /// The words that stand for figures in the form that was asked for last, and in the editions.
  private(set) var words = FigureWords.ofEditions
  private lazy var titles = TitleWordings(Form.editions)
  /// Of the form that was asked for last, if it is no edition.
  private var otherIndex: LabelIndex?
  private var chosenTitles: (form: Form, titles: TitleWordings)?
  private var labels: [ArraySlice<UInt8>: Label] = [:]

  /// Labels beyond these are not kept, so that what documents hold cannot fill the memory.
  private static let limit = 4096
  private static let longest = 200

  public init() {}

  func label(of bytes: ArraySlice<UInt8>) -> Label {
    if let label = labels[bytes] { return label }
    guard bytes.count <= Self.longest, labels.count < Self.limit else { return Label(bytes, number: nil) }
    let label = Label(bytes, number: labels.count)
    // A copy: the slice would keep its whole document.
    labels[ArraySlice(Array(bytes))] = label
    return label
  }

  /// The labels to read with: of the form that is asked for, else of the editions.
  func indices(for form: Form?) -> [LabelIndex] {
    guard let form else { return editions }
    if let known = editions.first(where: { $0.form === form }) ?? otherIndex.flatMap({ $0.form === form ? $0 : nil }) { return [known] }
    let index = LabelIndex(form)
    otherIndex = index
    // What gongkai wrote in an edition's words is still read.
    words = FigureWords(Form.editions + [form])
    return [index]
  }

  /// How titles are worded: in the form that is asked for, else in the editions.
  func titles(of form: Form?) -> TitleWordings {
    guard let form else { return titles }
    if let chosenTitles, chosenTitles.form === form { return chosenTitles.titles }
    let titles = TitleWordings([form])
    chosenTitles = (form, titles)
    return titles
  }
}
