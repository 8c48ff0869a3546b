"""Build on Apache Spark: the same work on each notice as without it, on as many machines as there are.

It needs the extra ``tongbao[spark]`` and Java 17 or newer. Every machine must see the dataset's folder under
the same path, and have the same tongbao in the Python that PYSPARK_PYTHON names (default: the driver's path).
Memory, cores and so on are set as for any other Spark program, in ``spark-defaults.conf``.
"""

from tongbao.spark.build import build_with_spark

__all__ = ["build_with_spark"]
