import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.operaton.bpm.engine.impl.persistence.StrongUuidGenerator;

/**
 * The order process on Operaton, embedded. Arguments: JDBC URL, user, password, cases, rounds, threads, history level, the
 * BPMN file. Prints one JSON object.
 */
public final class Peer {
  public static void main(String[] args) throws Exception {
    int cases = Integer.parseInt(args[3]);
    int rounds = Integer.parseInt(args[4]);
    int threads = Integer.parseInt(args[5]);
    var settings = new StandaloneProcessEngineConfiguration();
    settings.setJdbcDriver("org.postgresql.Driver");
    settings.setJdbcUrl(args[0]);
    settings.setJdbcUsername(args[1]);
    settings.setJdbcPassword(args[2]);
    settings.setJdbcMaxActiveConnections(threads + 2);
    settings.setJdbcBatchProcessing(true);
    settings.setDatabaseSchemaUpdate("true");
    settings.setIdGenerator(new StrongUuidGenerator());
    settings.setJobExecutorActivate(false);
    settings.setMetricsEnabled(false);
    settings.setAuthorizationEnabled(false);
    settings.setHistory(args[6]);
    ProcessEngine engine = settings.buildProcessEngine();
    String source = Files.readString(Path.of(args[7]))
        .replace("${LARGE}", "${amount >= 5000}")
        .replace("${NEXT}", "${outcome == 'next'}");
    engine.getRepositoryService().createDeployment().addString("order.bpmn", source).deploy();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    // The compiler of the JVM has seen the way before the clock runs.
    run(engine, pool, Math.min(cases, 200), 1);
    long from = System.nanoTime();
    run(engine, pool, cases, rounds);
    System.out.println("{\"seconds\":" + (System.nanoTime() - from) / 1e9 + "}");
    pool.shutdown();
    engine.close();
  }

  private static void run(ProcessEngine engine, ExecutorService pool, int cases, int rounds) throws Exception {
    each(pool, cases, index -> engine.getRuntimeService()
        .startProcessInstanceByKey("order", Map.of("amount", index * 37 % 10000, "outcome", "next")));
    for (int round = 1; round <= rounds; round++) {
      Map<String, Object> outcome = Map.of("outcome", round < rounds ? "next" : "last");
      var tasks = engine.getTaskService().createTaskQuery().list();
      each(pool, tasks.size(), index -> engine.getTaskService().complete(tasks.get(index).getId(), outcome));
    }
    long left = engine.getRuntimeService().createProcessInstanceQuery().count();
    if (left != 0) throw new IllegalStateException(left + " cases are left");
  }

  private static void each(ExecutorService pool, int count, IntConsumer work)
      throws InterruptedException, ExecutionException {
    List<Future<?>> all = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      int one = index;
      all.add(pool.submit(() -> work.accept(one)));
    }
    for (Future<?> one : all) one.get();
  }
}
