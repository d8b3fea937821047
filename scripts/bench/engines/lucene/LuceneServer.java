import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MultiDocValues;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.misc.index.BPIndexReorderer;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.FSDirectory;

/**
 * Lucene as an engine of bench_engines.py: a command a line comes in, an answer a line goes out.
 *
 * <p>{@code build FOLDER FIELDS}: each line is a passage, the value of {@code kind} and the tokens
 * of each field, separated by tabs. At the end of the input the passages are put in order by graph
 * bisection and merged into one segment; the answer is the CPU seconds and the peak of the memory.
 *
 * <p>{@code search FOLDER}: a line is {@code open}, {@code memory}, or a query: its kind, how many
 * are wanted, and its terms, each a field, a text and a weight. The answer to a query is what it
 * took of the processor in nanoseconds, how many match if it counts, and the numbers of the best.
 */
public final class LuceneServer {
  private static final double MEGABYTES = 512;
  private static final PrintStream OUT =
      new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Path folder;
  private DirectoryReader reader;
  private IndexSearcher searcher;

  private LuceneServer(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException {
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Path folder = Path.of(arguments[1]);
    if (arguments[0].equals("build")) {
      build(input, folder, arguments[2].split(","));
    } else {
      new LuceneServer(folder).serve(input);
    }
  }

  // ---- building

  private static void build(BufferedReader input, Path folder, String[] fields)
      throws IOException {
    Path unordered = folder.resolveSibling(folder.getFileName() + "-unordered");
    try (var directory = FSDirectory.open(unordered)) {
      try (var writer = new IndexWriter(directory, settings())) {
        long number = 0;
        for (String line = input.readLine(); line != null; line = input.readLine()) {
          writer.addDocument(document(line.split("\t", -1), fields, number++));
        }
        writer.forceMerge(1);
      }
      reorder(directory, folder);
      for (String file : directory.listAll()) {
        directory.deleteFile(file);
      }
    }
    unordered.toFile().delete();
    var system = (com.sun.management.OperatingSystemMXBean)
        ManagementFactory.getOperatingSystemMXBean();
    OUT.println(system.getProcessCpuTime() / 1e9);
  }

  private static Document document(String[] columns, String[] fields, long number) {
    Document document = new Document();
    document.add(new StringField("kind", columns[0], Field.Store.NO));
    document.add(new NumericDocValuesField("number", number));
    for (int i = 0; i < fields.length; i++) {
      document.add(new Field(fields[i], columns[i + 1], type(fields[i])));
    }
    return document;
  }

  private static FieldType type(String field) {
    FieldType type = new FieldType();
    type.setTokenized(true);
    type.setIndexOptions(
        field.equals("text")
            ? IndexOptions.DOCS_AND_FREQS_AND_POSITIONS
            : IndexOptions.DOCS_AND_FREQS);
    type.freeze();
    return type;
  }

  private static void reorder(FSDirectory source, Path folder) throws IOException {
    try (var ordered = FSDirectory.open(folder);
        var reader = DirectoryReader.open(source);
        var writer = new IndexWriter(ordered, settings())) {
      var bisection = new BPIndexReorderer();
      bisection.setRAMBudgetMB(4 * MEGABYTES);
      bisection.setFields(Set.of("text"));
      CodecReader only = (CodecReader) reader.leaves().get(0).reader();
      writer.addIndexes(bisection.reorder(only, source, null));
      writer.forceMerge(1);
      writer.commit();
    }
  }

  private static IndexWriterConfig settings() {
    Analyzer spaces = new Analyzer() {
      @Override
      protected TokenStreamComponents createComponents(String field) {
        return new TokenStreamComponents(new Spaces());
      }
    };
    return new IndexWriterConfig(spaces).setRAMBufferSizeMB(MEGABYTES).setUseCompoundFile(false);
  }

  /** Tokens that spaces separate; lucene-core has no tokenizer as plain as this. */
  private static final class Spaces extends Tokenizer {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

    @Override
    public boolean incrementToken() throws IOException {
      clearAttributes();
      int letter = input.read();
      while (letter == ' ') {
        letter = input.read();
      }
      for (; letter >= 0 && letter != ' '; letter = input.read()) {
        term.append((char) letter);
      }
      return term.length() > 0;
    }
  }

  // ---- searching

  private void serve(BufferedReader input) throws IOException {
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      switch (line) {
        case "open" -> open();
        case "memory" -> OUT.println(memory());
        default -> OUT.println(answer(line.split("\t")));
      }
    }
  }

  private void open() throws IOException {
    if (reader != null) {
      reader.close();
    }
    reader = DirectoryReader.open(FSDirectory.open(folder));
    searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null);
    OUT.println("open");
  }

  private static long memory() {
    System.gc();
    var memory = ManagementFactory.getMemoryMXBean();
    return memory.getHeapMemoryUsage().getUsed() + memory.getNonHeapMemoryUsage().getUsed();
  }

  private String answer(String[] words) throws IOException {
    int wanted = Integer.parseInt(words[1]);
    long started = THREADS.getCurrentThreadCpuTime();
    Query query = query(words);
    if (words[0].startsWith("count")) {
      int count = searcher.count(query);
      return (THREADS.getCurrentThreadCpuTime() - started) + " " + count;
    }
    TopDocs best = searcher.search(query, wanted);
    long took = THREADS.getCurrentThreadCpuTime() - started;
    StringBuilder answer = new StringBuilder().append(took).append(" 0");
    for (ScoreDoc hit : best.scoreDocs) {
      answer.append(' ').append(number(hit.doc));
    }
    return answer.toString();
  }

  private long number(int document) throws IOException {
    NumericDocValues numbers = MultiDocValues.getNumericValues(reader, "number");
    numbers.advanceExact(document);
    return numbers.longValue();
  }

  private static Query query(String[] words) {
    return switch (words[0]) {
      case "prefix" -> new PrefixQuery(new Term("text", words[3]));
      case "phrase" -> phrase(words);
      case "phrase+filter" -> new BooleanQuery.Builder()
          .add(phrase(words), Occur.MUST)
          .add(new TermQuery(new Term("kind", "b")), Occur.FILTER)
          .build();
      case "and2", "and3", "count-and2" -> all(words, Occur.MUST, Occur.MUST);
      case "and-not" -> all(words, Occur.MUST, Occur.MUST_NOT);
      case "must" -> all(words, Occur.MUST, Occur.SHOULD);
      default -> all(words, Occur.SHOULD, Occur.SHOULD);
    };
  }

  private static Query phrase(String[] words) {
    PhraseQuery.Builder phrase = new PhraseQuery.Builder();
    for (int i = 2; i < words.length; i += 3) {
      phrase.add(new Term(words[i], words[i + 1]));
    }
    return phrase.build();
  }

  private static Query all(String[] words, Occur first, Occur others) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    for (int i = 2; i < words.length; i += 3) {
      Query term = new TermQuery(new Term(words[i], words[i + 1]));
      float weight = Float.parseFloat(words[i + 2]);
      all.add(weight == 1 ? term : new BoostQuery(term, weight), i == 2 ? first : others);
    }
    return all.build();
  }
}
